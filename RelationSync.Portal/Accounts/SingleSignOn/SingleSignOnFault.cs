namespace RelationSync.Portal.Accounts.SingleSignOn;

/// <summary>Why a sign-in at the provider opened no session. The codes are in the page's URL; <c>SingleSignOnTexts</c> has meaning and next step of each.</summary>
internal enum SingleSignOnFault
{
    /// <summary>The provider's answer belongs to no sign-in begun in this browser within the last 15 minutes.</summary>
    Expired,

    Throttled,

    /// <summary>The provider can't be reached, or its discovery document can't be read.</summary>
    Unavailable,

    /// <summary>Signature, issuer, audience, nonce or lifetime of the ID token is wrong, or it lacks a subject.</summary>
    TokenInvalid,

    /// <summary>There is no administrator yet.</summary>
    NotSetUp,

    EmailMissing,
    EmailUnverified,

    /// <summary>No account has this address, and accounts aren't created at sign-in.</summary>
    NoAccount,

    /// <summary>No value of the role claim is mapped to a role.</summary>
    NoRole,

    /// <summary>An administrator deleted the account.</summary>
    AccountRemoved,

    /// <summary>The account with this address belongs to another person at the provider.</summary>
    AccountTaken,

    // From here on codes of the provider (OpenID Connect Core 3.1.2.6, RFC 6749).
    AccessDenied,
    LoginRequired,
    ConsentRequired,
    InteractionRequired,
    InvalidClient,
    UnauthorizedClient,
    InvalidRequest,
    InvalidScope,
    InvalidGrant,
    ServerError,
    TemporarilyUnavailable,

    /// <summary>Any other code of the provider.</summary>
    ProviderError,
}
