using RelationSync.Domain.Connections;

namespace RelationSync.Portal.Notifications;

/// <summary>An inbox as the conditions see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">Its key.</param>
/// <param name="Name">Its name.</param>
/// <param name="TimeZone">Its clock.</param>
/// <param name="LastOperationAt">When the last operation came, or it was made.</param>
/// <param name="SilentAfterMinutes">Null: its silence isn't told.</param>
/// <param name="ConnectionId">Null: it has none.</param>
/// <param name="State">Of the connection.</param>
/// <param name="GoneAt">Since when the authorisation is gone.</param>
/// <param name="LimitSince">Since when the limit holds it up.</param>
internal sealed record WatchedInbox(
    long Id,
    string Key,
    string Name,
    string TimeZone,
    DateTimeOffset LastOperationAt,
    int? SilentAfterMinutes,
    Guid? ConnectionId,
    ConnectionState? State,
    DateTimeOffset? GoneAt,
    DateTimeOffset? LimitSince)
{
    /// <summary>Nothing of it can be synced, for a reason that is told by itself or that somebody wanted.</summary>
    public bool IsStopped => State is not ConnectionState.Active;
}
