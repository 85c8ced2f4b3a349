using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Storage.Queries;

/// <summary>Counts actions by inbox, on indexes alone.</summary>
internal static class ActionCounter
{
    /// <summary>
    /// The oldest is looked for among so many of the first that came: <c>Seq</c> is in the index and nearly in the order
    /// of the clocks, so that a long backlog isn't read as a whole.
    /// </summary>
    private const int OldestAmong = 200;

    public static async Task<Dictionary<long, ActionCounts>> CountAsync(
        RelationSyncDb db, IReadOnlyCollection<InboxName> inboxes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = inboxes.Select(i => i.Id).ToList();
        var counts = await db.Actions
            .Where(a => (a.Status == ActionStatus.Half || a.Status == ActionStatus.Held || a.Status == ActionStatus.Pending
                || a.Status == ActionStatus.Syncing || a.Status == ActionStatus.Failed) && !a.IsTest && ids.Contains(a.InboxId))
            .GroupBy(a => new { a.InboxId, a.Status, Due = a.DueAt <= now })
            .Select(g => new { g.Key.InboxId, g.Key.Status, g.Key.Due, Count = g.Count() })
            .ToListAsync(cancellationToken);
        var synced = CountSyncedToday(db, inboxes, now);
        var pending = counts.Where(c => c.Status is ActionStatus.Pending || (c.Status is ActionStatus.Held && c.Due))
            .GroupBy(c => c.InboxId).ToDictionary(g => g.Key, g => g.Sum(c => c.Count));
        var oldest = OldestPending(db, [.. pending.Keys], now);

        var result = new Dictionary<long, ActionCounts>();
        foreach (var id in ids)
        {
            var of = counts.Where(c => c.InboxId == id).ToList();
            result[id] = new ActionCounts(
                of.Where(c => c.Status is ActionStatus.Half || (c.Status is ActionStatus.Held && !c.Due)).Sum(c => c.Count),
                pending.GetValueOrDefault(id),
                of.Where(c => c.Status is ActionStatus.Syncing).Sum(c => c.Count),
                of.Where(c => c.Status is ActionStatus.Failed).Sum(c => c.Count),
                synced.GetValueOrDefault(id),
                oldest.GetValueOrDefault(id));
        }

        return result;
    }

    private static Dictionary<long, int> CountSyncedToday(RelationSyncDb db, IReadOnlyCollection<InboxName> inboxes, DateTimeOffset now)
    {
        var synced = new Dictionary<long, int>();
        foreach (var zone in inboxes.GroupBy(i => i.TimeZone))
        {
            var counts = SyncedCounts.Read(db, DayBoundaries.Midnight(now, DayBoundaries.Zone(zone.Key)), DateTimeOffset.MaxValue);
            foreach (var inbox in zone)
            {
                synced[inbox.Id] = counts.GetValueOrDefault(inbox.Id);
            }
        }

        return synced;
    }

    /// <summary>All inboxes in one statement: on PostgreSQL each would be a round trip.</summary>
    private static Dictionary<long, DateTimeOffset?> OldestPending(RelationSyncDb db, long[] inboxIds, DateTimeOffset now)
    {
        if (inboxIds.Length == 0)
        {
            return [];
        }

        // The planner would walk through all that the inbox ever had, in the order asked for.
        var actions = $"""SELECT a."Seq" FROM "Actions" AS a{db.Dialect.By("IX_Actions_Status_InboxId_DueAt")} WHERE a."InboxId" = i."Id" AND NOT a."IsTest" """;
        using var read = new PreparedSql(
            db,
            $"""
            SELECT i."Id", (
              SELECT MIN({SlaClock.Start(db.Dialect, "o.")}) FROM "Actions" AS o WHERE o."Intent" <> {ActionIntent.Update.Sql()} AND o."Seq" IN (
                SELECT p."Seq" FROM (
                  {actions} AND a."Status" = {ActionStatus.Pending.Sql()} UNION ALL {actions} AND a."Status" = {ActionStatus.Held.Sql()} AND a."DueAt" <= @now) AS p
                ORDER BY p."Seq" LIMIT @among))
            FROM "Inboxes" AS i WHERE i."Id" IN ({string.Join(", ", inboxIds)})
            """,
            "@now", "@among");
        return read.Read(r => (Inbox: r.GetInt64(0), At: r.IsDBNull(1) ? (DateTimeOffset?)null : new DateTimeOffset(r.GetInt64(1), TimeSpan.Zero)), now, OldestAmong)
            .ToDictionary(o => o.Inbox, o => o.At);
    }
}
