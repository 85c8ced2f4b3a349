namespace RelationSync.Portal.Accounts.SingleSignOn;

/// <summary>URLs of single sign-on; the first three are entered at the provider, after <c>PublicUrl</c>.</summary>
internal static class SingleSignOnPaths
{
    /// <summary>Redirect URI.</summary>
    public const string Callback = "/signin-oidc";

    /// <summary>Post-logout redirect URI.</summary>
    public const string SignedOutCallback = "/signout-callback-oidc";

    /// <summary>Back-channel logout URI.</summary>
    public const string BackChannel = "/signout-backchannel-oidc";

    /// <summary>Begins a sign-in.</summary>
    public const string Start = "/login/sso";

    /// <summary>Says why a sign-in opened no session.</summary>
    public const string Refused = "/login/refused";

    public const string Login = "/login";
}
