using RelationSync.Domain.Actions;
using RelationSync.Portal.Data;

namespace RelationSync.Portal.Queries;

/// <summary>Counts actions by inbox, on indexes alone.</summary>
internal static class ActionCounter
{
    /// <summary>
    /// The oldest is looked for among so many of the first that came: <c>Seq</c> is in the index and nearly in the order
    /// of the clocks, so that a long backlog isn't read as a whole.
    /// </summary>
    private const int OldestAmong = 200;

    public static Task<Dictionary<long, ActionCounts>> CountAsync(
        RelationSyncDb db, IReadOnlyCollection<InboxName> inboxes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var counts = CountByStatus(db, now).ToLookup(c => c.InboxId);
        var synced = CountSyncedToday(db, inboxes, now);

        var result = new Dictionary<long, ActionCounts>();
        foreach (var id in inboxes.Select(i => i.Id))
        {
            cancellationToken.ThrowIfCancellationRequested();
            int Of(ActionStatus status) => counts[id].Where(c => c.Status == status).Sum(c => c.Count);
            var held = counts[id].Where(c => c.Status is ActionStatus.Held).Sum(c => c.Due);
            var pending = Of(ActionStatus.Pending) + held;
            result[id] = new ActionCounts(
                Of(ActionStatus.Half) + Of(ActionStatus.Held) - held,
                pending,
                Of(ActionStatus.Syncing),
                Of(ActionStatus.Failed),
                synced.GetValueOrDefault(id),
                pending > 0 ? OldestPending(db, id, now) : null);
        }

        return Task.FromResult(result);
    }

    /// <summary>What is neither synced nor cancelled; SQLite has no statistics here and is told its index.</summary>
    private static List<Part> CountByStatus(RelationSyncDb db, DateTimeOffset now)
    {
        using var count = new Statement(
            db,
            """
            SELECT "InboxId", "Status", COUNT(*), SUM("DueAt" <= @now) FROM "Actions" INDEXED BY "IX_Actions_Status_InboxId_DueAt"
            WHERE "Status" IN (0, 1, 2, 3, 5) GROUP BY "Status", "InboxId"
            """,
            "@now");
        return count.Read(r => new Part(r.GetInt64(0), (ActionStatus)r.GetInt32(1), r.GetInt32(2), r.GetInt32(3)), now);
    }

    private static Dictionary<long, int> CountSyncedToday(RelationSyncDb db, IReadOnlyCollection<InboxName> inboxes, DateTimeOffset now)
    {
        var synced = new Dictionary<long, int>();
        using var count = new Statement(
            db,
            """
            SELECT "InboxId", COUNT(*) FROM "Actions" INDEXED BY "IX_Actions_SyncedAt" WHERE "SyncedAt" >= @midnight AND "Status" = 4 GROUP BY "InboxId"
            """,
            "@midnight");
        foreach (var zone in inboxes.GroupBy(i => i.TimeZone))
        {
            var ids = zone.Select(i => i.Id).ToHashSet();
            foreach (var (id, of) in count.Read(r => (r.GetInt64(0), r.GetInt32(1)), Clocks.Midnight(now, Clocks.Zone(zone.Key))).Where(c => ids.Contains(c.Item1)))
            {
                synced[id] = of;
            }
        }

        return synced;
    }

    private static DateTimeOffset? OldestPending(RelationSyncDb db, long inboxId, DateTimeOffset now)
    {
        using var oldest = new Statement(
            db,
            $"""
            SELECT MIN(MAX("TriggerAt", "ArrivedAt")) FROM "Actions" WHERE "Seq" IN (
              SELECT * FROM (SELECT "Seq" FROM "Actions" INDEXED BY "IX_Actions_Status_InboxId_DueAt"
                WHERE "Status" = 2 AND "InboxId" = @inbox ORDER BY "Seq" LIMIT {OldestAmong})
              UNION ALL
              SELECT * FROM (SELECT "Seq" FROM "Actions" INDEXED BY "IX_Actions_Status_InboxId_DueAt"
                WHERE "Status" = 1 AND "InboxId" = @inbox AND "DueAt" <= @now ORDER BY "Seq" LIMIT {OldestAmong}))
            """,
            "@inbox",
            "@now");
        return oldest.Read(r => r.IsDBNull(0) ? (DateTimeOffset?)null : new DateTimeOffset(r.GetInt64(0), TimeSpan.Zero), inboxId, now)[0];
    }

    /// <param name="Due">How many of them are due.</param>
    private sealed record Part(long InboxId, ActionStatus Status, int Count, int Due);
}
