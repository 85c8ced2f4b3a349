namespace RelationSync.Portal.Storage;

/// <summary>What may be wrong with an inbox and its connection. Stored by number; texts and webhooks go by these names.</summary>
public enum NotifiedCondition
{
    /// <summary>Nothing can be synced: no connection, paused, at the limit, without authorisation. Never notified: it only explains why Events are late.</summary>
    Stopped = 0,

    /// <summary>R-A4.</summary>
    AuthorizationGone = 1,

    /// <summary>R-L1.</summary>
    LimitReached = 2,

    /// <summary>R-T12.</summary>
    SlaMissed = 3,

    ErrorsAbove = 4,

    InboxSilent = 5,

    /// <summary>The connection's own API budget, not Salesforce's limit.</summary>
    BudgetReached = 6,

    /// <summary>R-A7.</summary>
    Blocked = 7,

    /// <summary>Re:lation refuses the API token that the inbox is read with.</summary>
    RelationTokenRefused = 8,

    /// <summary>Re:lation's API refuses our searches as wrong: it has changed.</summary>
    RelationApiChanged = 9,

    /// <summary>Re:lation hasn't answered for half an hour.</summary>
    RelationUnavailable = 10,

    /// <summary>The message box that the inbox is read from is gone, or the token may not read it.</summary>
    RelationBoxClosed = 11,

    /// <summary>Far more Events than usual have neither contact nor lead (R-W11).</summary>
    NobodyFound = 12,
}
