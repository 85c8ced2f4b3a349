using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Figures;

/// <summary>Reads the dashboard. Asked through <c>LiveFigures</c>, which does so once for all viewers.</summary>
public sealed class GetDashboard(Store store, TimeProvider time, SyncSettings settings)
{
    private const int FeedItems = 8;

    public Task<DashboardView> RunAsync(CancellationToken cancellationToken) => store.ReadMomentAsync(ReadAsync, cancellationToken);

    private async Task<DashboardView> ReadAsync(RelationSyncDb db, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var inboxes = await InboxName.ReadAllAsync(db, cancellationToken);
        var counts = await ActionCounter.CountAsync(db, inboxes.Values, now, cancellationToken);
        var oldest = counts.Where(c => c.Value.OldestPendingAt is not null).OrderBy(c => c.Value.OldestPendingAt).FirstOrDefault();
        var today = DayBoundaries.Midnight(now, DayBoundaries.Default);
        var yesterday = DayBoundaries.Midnight(today.AddTicks(-1), DayBoundaries.Default);
        var sla = await SlaReader.ReadAsync(db, settings.SlaTarget, today, now, oldest.Value?.OldestPendingAt, cancellationToken);
        return new DashboardView(
            now,
            sla,
            new ActionCounts(
                counts.Values.Sum(c => c.Waiting),
                counts.Values.Sum(c => c.Pending),
                counts.Values.Sum(c => c.Syncing),
                counts.Values.Sum(c => c.Failed),
                sla.Synced,
                oldest.Value?.OldestPendingAt),
            oldest.Value is null ? null : inboxes[oldest.Key],
            ActionCounter.CountSynced(db, yesterday, yesterday + (now - today)).Values.Sum(),
            [.. await ListConnections.ReadAsync(db, now, null, cancellationToken, counts)],
            await ReadFeedAsync(db, inboxes, cancellationToken),
            await db.LogEntries.CountAsync(e => e.At >= today && e.Severity == LogSeverity.Warning, cancellationToken),
            await ThroughputReader.ReadAsync(db, inboxes, now, cancellationToken))
        {
            Stopped = [.. await ListStoppedSources.ReadAsync(db, now, cancellationToken)],
            Silent = [.. await ListSilentInboxes.ReadAsync(db, now, cancellationToken)],
        };
    }

    private static async Task<ValueList<FeedItem>> ReadFeedAsync(
        RelationSyncDb db, Dictionary<long, InboxName> inboxes, CancellationToken cancellationToken)
    {
        // Left to itself, SQLite would take the index on status and sort all that was ever synced.
        var synced = await db.Dialect.By(db.Actions, "IX_Actions_SyncedAt")
            .Where(a => a.SyncedAt != null && !a.IsTest && a.Status == ActionStatus.Synced)
            .OrderByDescending(a => a.SyncedAt)
            .Take(FeedItems)
            .ToListAsync(cancellationToken);
        var logged = await db.LogEntries.OrderByDescending(e => e.At).Take(FeedItems).ToListAsync(cancellationToken);
        return [.. synced
            .Select(a => new FeedItem(
                a.SyncedAt!.Value, FeedItemKind.Synced, inboxes[a.InboxId], a.Id, a.Channel, a.Subject, a.CustomerKey, a.SyncedAt - a.ClockStart))
            .Concat(logged.Select(e => new FeedItem(
                e.At,
                e.Severity is LogSeverity.Error ? FeedItemKind.Error : FeedItemKind.Warning,
                inboxes[e.InboxId],
                e.ActionId,
                e.Channel,
                e.Subject,
                e.Code,
                null)))
            .OrderByDescending(h => h.At)
            .Take(FeedItems)];
    }
}
