using RelationSync.Domain.Connections;

namespace RelationSync.Portal.Notifications;

/// <summary>An inbox as the conditions see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">Its key.</param>
/// <param name="Name">Its name.</param>
/// <param name="TimeZone">Its clock.</param>
/// <param name="ConnectionId">Null: it has none.</param>
/// <param name="State">Of the connection.</param>
/// <param name="GoneAt">Since when the authorisation is gone.</param>
/// <param name="BlockedAt">Since when the org refuses our app or its API.</param>
/// <param name="LimitSince">Since when Salesforce's limit holds it up.</param>
/// <param name="BudgetSince">Since when its own budget holds it up.</param>
/// <param name="IsRead">An administrator has it read from Re:lation's API.</param>
/// <param name="HasSilenceAlert">An administrator set how long it can be silent.</param>
internal sealed record WatchedInbox(
    long Id,
    string Key,
    string Name,
    string TimeZone,
    Guid? ConnectionId,
    ConnectionState? State,
    DateTimeOffset? GoneAt,
    DateTimeOffset? BlockedAt,
    DateTimeOffset? LimitSince,
    DateTimeOffset? BudgetSince,
    bool IsRead,
    bool HasSilenceAlert)
{
    /// <summary>Nothing of it can be synced, for a reason that is told by itself or that somebody wanted.</summary>
    public bool IsStopped => State is not ConnectionState.Active;
}
