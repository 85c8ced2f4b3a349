using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Sync;

namespace RelationSync.Portal.Storage.Queries;

/// <summary>The calls made for a connection, by quarter of an hour.</summary>
internal static class ApiCallQuarters
{
    /// <summary>Each connection's calls of the last 24 hours, and those of the last hour.</summary>
    public static async Task<Dictionary<Guid, (int Used, int LastHour)>> SumAsync(RelationSyncDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (oldest, hour) = (now - CallBudget.Day - CallBudget.Quarter, now - CallRoom.LastHourOfQuarters);
        return await db.ApiCallCounts.Where(c => c.From > oldest).GroupBy(c => c.ConnectionId)
            .Select(g => new { g.Key, Used = g.Sum(c => c.Calls), LastHour = g.Sum(c => c.From > hour ? c.Calls : 0) })
            .ToDictionaryAsync(g => g.Key, g => (g.Used, g.LastHour), cancellationToken);
    }

    /// <summary>Those that still count.</summary>
    public static async Task<Dictionary<DateTimeOffset, int>> ReadAsync(RelationSyncDb db, Guid connectionId, CancellationToken cancellationToken) =>
        await db.ApiCallCounts.Where(c => c.ConnectionId == connectionId).ToDictionaryAsync(c => c.From, c => c.Calls, cancellationToken);
}
