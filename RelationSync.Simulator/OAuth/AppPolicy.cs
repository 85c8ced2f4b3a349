using RelationSync.Simulator.Orgs;

namespace RelationSync.Simulator.OAuth;

/// <summary>Whether the org lets an app in: one it doesn't know is another org's, and an administrator may block one.</summary>
internal static class AppPolicy
{
    /// <summary>The client of the tokens that the control plane hands out, which no org blocks.</summary>
    public const string ControlClient = "control";

    public static AppSettings? Find(Org org, string clientId) => org.Apps?.FirstOrDefault(a => a.ClientId == clientId);

    /// <summary>What the token endpoint answers the app, or null.</summary>
    public static OAuthError? AtToken(Org org, string clientId) => Judge(org, clientId) switch
    {
        "unknown" => new OAuthError("OAUTH_AUTHORIZATION_BLOCKED", "Cross-org OAuth flows are not supported for this external client app"),
        "must_install" => new OAuthError("invalid_client", "app must be installed into org"),
        "blocked" => new OAuthError("invalid_app_access", "user is not admin approved to access this app"),
        _ => null,
    };

    /// <summary>What the authorize page says; where <c>InPlace</c>, the person stays on it and the app learns nothing.</summary>
    public static (string Error, string Description, bool InPlace)? AtAuthorize(Org org, string clientId) => Judge(org, clientId) switch
    {
        "unknown" => ("OAUTH_AUTHORIZATION_BLOCKED", "Cross-org OAuth flows are not supported for this external client app", false),
        "must_install" => ("OAUTH_APPROVAL_ERROR_GENERIC", "An unexpected error has occurred during authentication. Please try again.", true),
        "blocked" => ("OAUTH_APP_BLOCKED", "this app is blocked by admin", false),
        _ => null,
    };

    /// <summary>Blocking an app ends its sessions; not to have installed it doesn't.</summary>
    public static bool KeepsSessions(Org org, string clientId) => clientId == ControlClient || Find(org, clientId) is not { State: "blocked" };

    private static string Judge(Org org, string clientId) => org.Apps is null ? "ok" : Find(org, clientId)?.State ?? "unknown";
}
