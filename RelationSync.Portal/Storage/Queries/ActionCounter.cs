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

        var result = new Dictionary<long, ActionCounts>();
        foreach (var id in ids)
        {
            var of = counts.Where(c => c.InboxId == id).ToList();
            var pending = of.Where(c => c.Status is ActionStatus.Pending || (c.Status is ActionStatus.Held && c.Due)).Sum(c => c.Count);
            result[id] = new ActionCounts(
                of.Where(c => c.Status is ActionStatus.Half || (c.Status is ActionStatus.Held && !c.Due)).Sum(c => c.Count),
                pending,
                of.Where(c => c.Status is ActionStatus.Syncing).Sum(c => c.Count),
                of.Where(c => c.Status is ActionStatus.Failed).Sum(c => c.Count),
                synced.GetValueOrDefault(id),
                pending > 0 ? OldestPending(db, id, now) : null);
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

    // The planner would walk through all that the inbox ever had, in the order asked for.
    private static DateTimeOffset? OldestPending(RelationSyncDb db, long inboxId, DateTimeOffset now)
    {
        var actions = $"""SELECT "Seq" FROM "Actions"{db.Dialect.By("IX_Actions_Status_InboxId_DueAt")} WHERE "InboxId" = @inbox AND NOT "IsTest" """;
        using var read = new PreparedSql(
            db,
            $"""
            SELECT MIN({SlaClock.Start(db.Dialect)}) FROM "Actions" WHERE "Intent" <> {ActionIntent.Update.Sql()} AND "Seq" IN (
              SELECT "Seq" FROM (
                {actions} AND "Status" = {ActionStatus.Pending.Sql()} UNION ALL {actions} AND "Status" = {ActionStatus.Held.Sql()} AND "DueAt" <= @now) AS p
              ORDER BY "Seq" LIMIT @among)
            """,
            "@inbox", "@now", "@among");
        return read.Read(r => r.IsDBNull(0) ? (DateTimeOffset?)null : new DateTimeOffset(r.GetInt64(0), TimeSpan.Zero), inboxId, now, OldestAmong)[0];
    }
}
