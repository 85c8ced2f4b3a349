namespace RelationSync.Portal.RelationApi;

/// <summary>Why something about an inbox's source couldn't be done. The pages' texts go by these names.</summary>
public enum SourceFault
{
    NotAllowed,
    InboxGone,
    SubdomainInvalid,
    TokenMissing,

    /// <summary>Re:lation refuses the token.</summary>
    TokenRefused,

    /// <summary>The token may not read that.</summary>
    Forbidden,

    /// <summary>Re:lation isn't there, or its limit is reached.</summary>
    Unavailable,

    BoxMissing,

    /// <summary>Another inbox is read from that box.</summary>
    BoxTaken,

    OperatorInvalid,
    RulesInvalid,

    /// <summary>Back-fill: the inbox has no connection, or isn't read from the API.</summary>
    NotConnected,

    /// <summary>Back-fill: no range of 1 to 180 days before the connection.</summary>
    RangeInvalid,

    /// <summary>Back-fill: one is under way.</summary>
    AlreadyRunning,
}
