using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Notifications;

/// <summary>
/// Asks the store which conditions hold now:
/// <list type="bullet">
/// <item>the authorisation of its connection is gone (R-A4), or its org refuses our app or its API (R-A7);</item>
/// <item>its connection is held up by the limit (R-L1) or by its own budget, while its authorisation is good;</item>
/// <item>the promise is missed (R-T12), see <see cref="SlaMisses"/>, while nothing else holds its connection up;</item>
/// <item>at least the threshold of errors within <see cref="ErrorWindow"/> that nobody has settled. Warnings don't count,
/// nor do authorisation and limit, which are told by themselves;</item>
/// <item>Re:lation's API can't be read, see <see cref="ListStoppedSources"/>;</item>
/// <item>no operation for as long as the inbox's setting says, see <see cref="ListSilentInboxes"/>;</item>
/// <item>today's share of Events without contact and lead has jumped, see <see cref="NobodyFound"/>.</item>
/// </list>
/// </summary>
internal sealed class ReadFindings(Store store, SyncSettings sync, TimeProvider time)
{
    public static readonly TimeSpan ErrorWindow = TimeSpan.FromHours(1);

    private readonly NobodyReader _nobody = new();

    public Task<Findings> RunAsync(CancellationToken cancellationToken) => store.ReadAsync(ReadAsync, cancellationToken);

    private async Task<Findings> ReadAsync(RelationSyncDb db, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var settings = await StoredSettings.ReadAsync(db, cancellationToken);
        var inboxes = await InboxesAsync(db, cancellationToken);
        List<Finding> bad = [.. inboxes.Values.SelectMany(i => OfInbox(i, now))];
        var misses = SlaMisses.Read(db, sync.SlaTarget, settings.SlaPercent, now);
        bad.AddRange(misses.Where(m => inboxes.TryGetValue(m.InboxId, out var inbox) && !inbox.IsStopped));
        bad.AddRange((await ListSilentInboxes.ReadAsync(db, now, cancellationToken)).Select(Silent));
        bad.AddRange((await ListStoppedSources.ReadAsync(db, now, cancellationToken)).Select(s => new Finding(s.Why, s.Inbox.Id, s.Since)));
        bad.AddRange(await ErrorsAsync(db, settings.ErrorThreshold, now, cancellationToken));
        var nobody = _nobody.Read(db, DayBoundaries.Midnight(now, DayBoundaries.Default));
        bad.AddRange(nobody.Where(n => n.Value.HasJumped && inboxes.ContainsKey(n.Key))
            .Select(n => new Finding(NotifiedCondition.NobodyFound, n.Key, now, n.Value.Nobody, n.Value.Events)));
        var few = inboxes.Keys.Where(id => nobody.GetValueOrDefault(id, NobodyFound.None).Events < NobodyFound.FewestToday);
        return new Findings(inboxes, bad, few.ToHashSet());
    }

    private static IEnumerable<Finding> OfInbox(WatchedInbox inbox, DateTimeOffset now)
    {
        if (inbox.IsStopped)
        {
            yield return new Finding(NotifiedCondition.Stopped, inbox.Id, now);
        }

        if (inbox.GoneAt is { } gone)
        {
            yield return new Finding(NotifiedCondition.AuthorizationGone, inbox.Id, gone);
        }
        else if (inbox.BlockedAt is { } blocked)
        {
            yield return new Finding(NotifiedCondition.Blocked, inbox.Id, blocked);
        }
        else if (inbox.LimitSince is { } limit)
        {
            yield return new Finding(NotifiedCondition.LimitReached, inbox.Id, limit);
        }
        else if (inbox.BudgetSince is { } budget)
        {
            yield return new Finding(NotifiedCondition.BudgetReached, inbox.Id, budget);
        }
    }

    private static Finding Silent(SilentInbox silent) =>
        new(NotifiedCondition.InboxSilent, silent.Inbox.Id, silent.QuietSince, (int)silent.SilentAfter.TotalMinutes, (int)silent.SilentAfter.TotalMinutes);

    private static async Task<Dictionary<long, WatchedInbox>> InboxesAsync(RelationSyncDb db, CancellationToken cancellationToken)
    {
        var connections = await db.Connections.Include(c => c.Authorization).ToDictionaryAsync(c => c.InboxId, cancellationToken);
        var inboxes = await db.Inboxes.ToListAsync(cancellationToken);
        var reading = await db.RelationBoxes.Where(b => b.StoppedAt == null).Select(b => b.InboxId).ToHashSetAsync(cancellationToken);
        return inboxes.ToDictionary(i => i.Id, i => Watched(i, connections.GetValueOrDefault(i.Id), i.Sources.ReadsApi && reading.Contains(i.Id)));
    }

    private static WatchedInbox Watched(Inbox inbox, Connection? connection, bool isRead) => new(
        inbox.Id,
        inbox.Key,
        inbox.Name,
        inbox.TimeZone,
        connection?.Id,
        connection?.State,
        connection?.Authorization.GoneAt,
        connection?.Authorization.BlockedAt,
        connection?.LimitSince,
        connection?.BudgetSince,
        isRead,
        inbox.SilentAfterMinutes is not null);

    private static async Task<List<Finding>> ErrorsAsync(RelationSyncDb db, int threshold, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var from = now - ErrorWindow;
        var counts = await db.LogEntries
            .Where(e => e.At > from && e.Severity == LogSeverity.Error && e.SettledAt == null && e.ClosedAt == null)
            .Where(e => e.Category != LogCategory.Authorization && e.Category != LogCategory.Limit)
            .GroupBy(e => e.InboxId)
            .Select(g => new { InboxId = g.Key, Count = g.Count(), First = g.Min(e => e.At) })
            .Where(g => g.Count >= threshold)
            .ToListAsync(cancellationToken);
        return counts.ConvertAll(c => new Finding(NotifiedCondition.ErrorsAbove, c.InboxId, c.First, c.Count, threshold));
    }
}
