using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Figures;

/// <summary>Counts a day twice and lays the two beside each other. Asked through <c>LiveReconciliation</c>: it reads all rows of a day.</summary>
public sealed class GetReconciliation(Store store, TimeProvider time)
{
    public Task<ReconciliationView> RunAsync(int daysAgo, CancellationToken cancellationToken) =>
        store.ReadMomentAsync((db, token) => ReadAsync(db, daysAgo, token), cancellationToken);

    private async Task<ReconciliationView> ReadAsync(RelationSyncDb db, int daysAgo, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var connected = await db.Connections.Select(c => c.InboxId).ToListAsync(cancellationToken);
        var inboxes = (await InboxName.ReadAllAsync(db, cancellationToken)).Values.Where(i => !i.IsTest);
        var since = await MadeActions.CountedSinceAsync(db, cancellationToken);
        var days = inboxes
            .GroupBy(i => i.TimeZone)
            .SelectMany(zone => ReadDay(db, [.. zone], Day(now, DayBoundaries.Zone(zone.Key), daysAgo), since, now))
            .Where(d => connected.Contains(d.Inbox.Id) || d.Operations != OperationBalance.None || d.Actions != ActionBalance.None)
            .OrderBy(d => d.AddsUp)
            .ThenBy(d => d.Inbox.Name, ListConnections.ByName);
        return new ReconciliationView(now, daysAgo, [.. days]);
    }

    private static IEnumerable<DayBalance> ReadDay(
        RelationSyncDb db, List<InboxName> inboxes, (DateOnly Date, DateTimeOffset From, DateTimeOffset To) day, DateTimeOffset? since, DateTimeOffset now)
    {
        if (since >= day.To)
        {
            return inboxes.Select(i => new DayBalance(i, day.Date, null, false, OperationBalance.None, ActionBalance.None));
        }

        var from = since > day.From ? since.Value : day.From;
        var door = DayCounts.AtTheDoor(db, from, day.To).ToDictionary(d => d.InboxId);
        var made = MadeActions.Between(db, from, day.To);
        var operations = DayCounts.Operations(db, from, day.To, made).ToDictionary(o => o.InboxId);
        var actions = (made is { } seqs ? DayCounts.Actions(db, seqs, now) : []).ToLookup(a => a.InboxId);
        return inboxes.Select(i => new DayBalance(
            i,
            day.Date,
            from == day.From ? null : from,
            true,
            Balance(door.GetValueOrDefault(i.Id), operations.GetValueOrDefault(i.Id)),
            Balance(door.GetValueOrDefault(i.Id), [.. actions[i.Id]])));
    }

    private static OperationBalance Balance(DoorCount? door, StoredOperations? stored) => new(
        door?.Received ?? 0, stored?.Used ?? 0, door?.Repeats ?? 0, door?.Ignored ?? 0, stored?.Held ?? 0, door?.Rejected ?? 0);

    private static ActionBalance Balance(DoorCount? door, List<StoredActions> stored)
    {
        int Of(Func<StoredActions, bool> which) => stored.Where(which).Sum(a => a.Count);
        return new ActionBalance(
            door?.Made ?? 0,
            Of(a => a.Status is ActionStatus.Synced),
            Of(a => a.Status is ActionStatus.Half || a is { Status: ActionStatus.Held, IsDue: false }),
            Of(a => a.Status is ActionStatus.Pending || a is { Status: ActionStatus.Held, IsDue: true }),
            Of(a => a.Status is ActionStatus.Syncing),
            Of(a => a.Status is ActionStatus.Failed),
            Of(a => a.Status is ActionStatus.Cancelled));
    }

    private static (DateOnly Date, DateTimeOffset From, DateTimeOffset To) Day(DateTimeOffset now, TimeZoneInfo zone, int daysAgo)
    {
        var day = InboxDay.Ago(daysAgo);
        var (from, to) = day.In(zone, now);
        return (day.DateIn(zone, now), from, to);
    }
}
