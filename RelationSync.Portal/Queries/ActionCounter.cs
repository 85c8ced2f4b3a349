using Microsoft.EntityFrameworkCore;
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

    public static async Task<Dictionary<long, ActionCounts>> CountAsync(
        RelationSyncDb db, IReadOnlyCollection<InboxName> inboxes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = inboxes.Select(i => i.Id).ToList();
        var counts = await db.Actions
            .Where(a => a.Status != ActionStatus.Synced && a.Status != ActionStatus.Cancelled && ids.Contains(a.InboxId))
            .GroupBy(a => new { a.InboxId, a.Status, Due = a.DueAt <= now })
            .Select(g => new { g.Key.InboxId, g.Key.Status, g.Key.Due, Count = g.Count() })
            .ToListAsync(cancellationToken);
        var synced = await CountSyncedTodayAsync(db, inboxes, now, cancellationToken);

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
                pending > 0 ? await OldestPendingAsync(db, id, now, cancellationToken) : null);
        }

        return result;
    }

    private static async Task<Dictionary<long, int>> CountSyncedTodayAsync(
        RelationSyncDb db, IReadOnlyCollection<InboxName> inboxes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var synced = new Dictionary<long, int>();
        foreach (var zone in inboxes.GroupBy(i => i.TimeZone))
        {
            var ids = zone.Select(i => i.Id).ToList();
            var midnight = Clocks.Midnight(now, Clocks.Zone(zone.Key));
            var counts = await db.Actions
                .Where(a => a.SyncedAt >= midnight && a.Status == ActionStatus.Synced && ids.Contains(a.InboxId))
                .GroupBy(a => a.InboxId)
                .Select(g => new { g.Key, Count = g.Count() })
                .ToListAsync(cancellationToken);
            counts.ForEach(c => synced[c.Key] = c.Count);
        }

        return synced;
    }

    private static async Task<DateTimeOffset?> OldestPendingAsync(
        RelationSyncDb db, long inboxId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var first = await db.Actions
            .Where(a => a.InboxId == inboxId)
            .WithStatus(ActionStatusCodes.Pending, now)
            .OrderBy(a => a.Seq)
            .Take(OldestAmong)
            .Select(a => new { a.TriggerAt, a.ArrivedAt })
            .ToListAsync(cancellationToken);
        return first.Count == 0 ? null : first.Min(a => a.TriggerAt > a.ArrivedAt ? a.TriggerAt : a.ArrivedAt);
    }
}
