namespace RelationSync.Portal.Salesforce.OAuth;

/// <summary>Cause of a refusal by the authorise page or the token endpoint, as far as a user can act on it.</summary>
public enum RefusalCause
{
    /// <summary>The code alone tells.</summary>
    Other,

    /// <summary>No conclusive answer: the network, or Salesforce in trouble.</summary>
    Away,

    /// <summary>The consumer key is unknown, or not active for its first ten minutes.</summary>
    Client,

    /// <summary>A local app of another org.</summary>
    CrossOrg,

    /// <summary>Apps that aren't installed are blocked.</summary>
    MustInstall,

    AppBlocked,

    /// <summary>The user isn't allowed the app.</summary>
    NotApproved,

    InactiveUser,

    /// <summary>An IP rule of the app, the profile or the org.</summary>
    Ip,

    /// <summary>The assertion is for another host.</summary>
    Audience,

    /// <summary>The app has another certificate.</summary>
    Signature,

    /// <summary>The assertion had expired on arrival: this server's clock is off.</summary>
    Clock,

    /// <summary>The authorisation code was used, or took too long.</summary>
    Code,

    /// <summary>The callback URL isn't the app's.</summary>
    Callback,

    Scope,

    /// <summary>There is no certificate to sign with.</summary>
    NoCertificate,
}

/// <param name="Code">Salesforce's, or ours for the way there.</param>
public sealed record Refusal(string Code, RefusalCause Cause);
