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

    private readonly NobodyReader _nobody = new();
    private readonly SlaReader _sla = new(settings.SlaTarget);
    private readonly ThroughputReader _throughput = new();

    public Task<DashboardView> RunAsync(CancellationToken cancellationToken) => store.ReadMomentAsync(ReadAsync, cancellationToken);

    private async Task<DashboardView> ReadAsync(RelationSyncDb db, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var inboxes = await InboxName.ReadAllAsync(db, cancellationToken);
        var counts = await ActionCounter.CountAsync(db, inboxes.Values, now, cancellationToken);
        var oldest = counts.Where(c => c.Value.OldestPendingAt is not null).OrderBy(c => c.Value.OldestPendingAt).FirstOrDefault();
        var today = DayBoundaries.Midnight(now, DayBoundaries.Default);
        var yesterday = DashboardView.YesterdaySoFar(now);
        var sets = new ActionSets(db.Dialect, now, today, settings.SlaTarget);
        var missing = MissingReader.Read(db, sets);
        var sla = _sla.Read(db, today, missing.Values);
        var nobody = _nobody.Read(db, today);
        var stopped = await ListStoppedSources.ReadAsync(db, now, cancellationToken);
        var silent = await ListSilentInboxes.ReadAsync(db, now, cancellationToken);
        var connections = await ListConnections.ReadAsync(db, now, null, cancellationToken, counts);
        var verdict = Verdict.Of(
            [.. inboxes.Values.Where(i => !i.IsTest).Select(i => new InboxSnapshot(
                i,
                connections.FirstOrDefault(c => c.Inbox.Id == i.Id),
                counts[i.Id],
                missing.GetValueOrDefault(i.Id, MissingActions.None),
                nobody.GetValueOrDefault(i.Id, NobodyFound.None),
                silent.FirstOrDefault(s => s.Inbox.Id == i.Id),
                stopped.FirstOrDefault(s => s.Inbox.Id == i.Id)))],
            sla);
        return new DashboardView(
            now,
            sla,
            new ActionCounts(
                counts.Values.Sum(c => c.Waiting),
                counts.Values.Sum(c => c.Pending),
                counts.Values.Sum(c => c.Syncing),
                counts.Values.Sum(c => c.Failed),
                SyncedCounts.Read(db, today, DateTimeOffset.MaxValue).Values.Sum(),
                oldest.Value?.OldestPendingAt),
            oldest.Value is null ? null : inboxes[oldest.Key],
            SyncedCounts.Read(db, yesterday.From, yesterday.To).Values.Sum(),
            [.. connections
                .Select(c => c with { Matters = [.. verdict.Of(c.Inbox.Id)], Nobody = nobody.GetValueOrDefault(c.Inbox.Id, NobodyFound.None) })
                .OrderBy(c => c.Gravity)
                .ThenBy(c => c.Inbox.Name, ListConnections.ByName)],
            await ReadFeedAsync(db, inboxes, cancellationToken),
            CountWarned(db, today),
            await _throughput.ReadAsync(db, inboxes, now, cancellationToken))
        {
            Silent = [.. silent],
            Verdict = verdict,
        };
    }

    private static int CountWarned(RelationSyncDb db, DateTimeOffset today)
    {
        using var read = new PreparedSql(
            db,
            $"""
            SELECT COUNT(DISTINCT e."ActionId") FROM "LogEntries" AS e{db.Dialect.By("IX_LogEntries_At")}
            WHERE e."At" >= @from AND e."Severity" = {LogSeverity.Warning.Sql()} AND e."ActionId" NOT IN (SELECT a."Id" FROM "Actions" AS a WHERE a."IsTest")
            """,
            "@from");
        return read.Read(r => r.GetInt32(0), today)[0];
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
                null)
            {
                Category = e.Category,
            }))
            .OrderByDescending(h => h.At)
            .Take(FeedItems)];
    }
}
