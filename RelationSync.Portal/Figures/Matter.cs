using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Figures;

/// <summary>Something of an inbox that somebody should know of. Times are UTC.</summary>
/// <param name="Kind">What.</param>
/// <param name="Inbox">Where.</param>
/// <param name="ConnectionId">Its connection; null: it has none.</param>
/// <param name="Count">Actions concerned.</param>
/// <param name="Since">Since when, as far as it is known.</param>
public sealed record Matter(MatterKind Kind, InboxName Inbox, Guid? ConnectionId, int Count, DateTimeOffset? Since)
{
    /// <summary>Failed actions that are marked as resolved, among <see cref="Count"/>.</summary>
    public int Resolved { get; init; }

    /// <summary>Of <see cref="MatterKind.NotConnected"/>: <see cref="Count"/> is of actions that are late and not due yet.</summary>
    public bool IsOnlyLate { get; init; }

    /// <summary>Of <see cref="MatterKind.NobodyFound"/>.</summary>
    public NobodyFound? Nobody { get; init; }

    /// <summary>Of <see cref="MatterKind.Unread"/>: why.</summary>
    public NotifiedCondition? Unread { get; init; }

    /// <summary>Whether an Event is missing, or will be, unless a person acts.</summary>
    public bool IsGrave => Kind <= MatterKind.NotConnected;
}

/// <summary>What may be the matter, the gravest first.</summary>
public enum MatterKind
{
    /// <summary>The authorisation has expired (R-A4).</summary>
    Expired,

    /// <summary>The org refuses the app or its API (R-A7).</summary>
    Blocked,

    /// <summary>The inbox can't be read from Re:lation's API.</summary>
    Unread,

    /// <summary>Actions have failed.</summary>
    Failed,

    /// <summary>Actions wait, and the inbox has no connection.</summary>
    NotConnected,

    /// <summary>Salesforce's limit is reached (R-L1).</summary>
    Limited,

    /// <summary>The connection's own budget is used up.</summary>
    OverBudget,

    /// <summary>Nothing holds the connection up, and actions have waited for longer than the five minutes.</summary>
    Late,

    /// <summary>The connection is paused, and actions wait for longer than the five minutes.</summary>
    Paused,

    /// <summary>Nothing has come for longer than set.</summary>
    Silent,

    /// <summary>Far more Events than usual have neither contact nor lead.</summary>
    NobodyFound,

    /// <summary>A range before the connection is still being synced (R-T14).</summary>
    CatchingUp,

    /// <summary>All that failed is marked as resolved: nothing to do, and no Event all the same.</summary>
    Resolved,
}
