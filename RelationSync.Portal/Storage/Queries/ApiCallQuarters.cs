using Microsoft.EntityFrameworkCore;

namespace RelationSync.Portal.Storage.Queries;

/// <summary>The calls made for a connection, by quarter of an hour.</summary>
internal static class ApiCallQuarters
{
    /// <summary>Those that still count.</summary>
    public static async Task<Dictionary<DateTimeOffset, int>> ReadAsync(RelationSyncDb db, Guid connectionId, CancellationToken cancellationToken) =>
        await db.ApiCallCounts.Where(c => c.ConnectionId == connectionId).ToDictionaryAsync(c => c.From, c => c.Calls, cancellationToken);
}
