using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Sync;

/// <summary>Lists the connections with due work, and gives up halves that waited too long (R-T9, R-T10).</summary>
internal sealed class DueWork(Store store, HoldOptions holds, ChangeFeed changes, TimeProvider clock)
{
    private const int MostAtOnce = 500;

    /// <summary>Connections that may sync and have something due, something left over by a dead process, or a limit to ask about.</summary>
    public async Task<List<DueConnection>> ListConnectionsAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var due = await store.ReadAsync(
            (db, token) => MaySync(db).Where(c => c.NextProbeAt == null || c.NextProbeAt <= now)
                .Select(c => new
                {
                    c.Id,
                    IsAtLimit = c.LimitSince != null,
                    Pending = db.Actions.Where(a => a.Status == ActionStatus.Pending && a.InboxId == c.InboxId && a.DueAt <= now)
                        .OrderBy(a => a.DueAt).Select(a => (DateTimeOffset?)a.DueAt).FirstOrDefault(),
                    Held = db.Actions.Where(a => a.Status == ActionStatus.Held && a.InboxId == c.InboxId && a.DueAt <= now)
                        .OrderBy(a => a.DueAt).Select(a => (DateTimeOffset?)a.DueAt).FirstOrDefault(),
                    IsLeftOver = db.Actions.Any(a => a.Status == ActionStatus.Syncing && a.InboxId == c.InboxId),
                })
                .Where(c => c.IsAtLimit || c.IsLeftOver || c.Pending != null || c.Held != null)
                .ToListAsync(token),
            cancellationToken);
        return due.ConvertAll(c => new DueConnection(c.Id, (c.Held < c.Pending ? c.Held : c.Pending ?? c.Held) ?? now));
    }

    /// <summary>
    /// What has something to send, due by now or later, or left over under a lease, and the calls that it may use for it.
    /// Connections at Salesforce's limit are left to the tick, which asks on (R-L1).
    /// </summary>
    public Task<List<UpcomingDrain>> ListUpcomingAsync(CancellationToken cancellationToken) => store.ReadAsync(ListUpcomingAsync, cancellationToken);

    /// <summary>Cancels halves of calls and chats that nothing came to complete. Answers how many.</summary>
    public async Task<int> GiveUpHalvesAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var due = await store.ReadAsync(
            (db, token) => db.Actions.AnyAsync(a => a.Status == ActionStatus.Half && a.DueAt <= now, token), cancellationToken);
        if (!due)
        {
            return 0;
        }

        var inboxes = await store.WriteAsync(
            async (db, token) =>
            {
                using var operations = new OperationRows(db);
                var halves = await db.Actions.Where(a => a.Status == ActionStatus.Half && a.DueAt <= now).OrderBy(a => a.DueAt).Take(MostAtOnce).ToListAsync(token);
                foreach (var half in halves)
                {
                    half.Cancel(now);
                    var derived = ActivityReducer.Derive(operations.Read(half.ActivityKey), holds);
                    if (!half.IsTest && !derived.Any(d => d.GivenUpSilently))
                    {
                        db.LogEntries.Add(LogEntry.Of(LogNote.Of(EventMessages.HalfGivenUp.Text), now, half.InboxId, null, half));
                    }
                }

                return halves.Select(h => h.InboxId).ToList();
            },
            cancellationToken);
        foreach (var inboxId in inboxes.Distinct())
        {
            changes.Publish(ChangeTopic.Actions, inboxId);
            changes.Publish(ChangeTopic.Errors, inboxId);
        }

        return inboxes.Count;
    }

    private async Task<List<UpcomingDrain>> ListUpcomingAsync(RelationSyncDb db, CancellationToken cancellationToken)
    {
        var found = await MaySync(db).Where(c => c.LimitSince == null)
            .Select(c => new
            {
                c.Id,
                c.LastDrainAt,
                HeldVersion = c.LeaseOwner == null ? null : (long?)c.LeaseVersion,
                c.ApiBudgetPercent,
                c.Authorization.ApiUsed,
                c.Authorization.ApiMax,
                c.Inbox.TimeZone,
                Pending = db.Actions.Where(a => a.Status == ActionStatus.Pending && a.InboxId == c.InboxId).OrderBy(a => a.DueAt).Select(a => (DateTimeOffset?)a.DueAt).FirstOrDefault(),
                Held = db.Actions.Where(a => a.Status == ActionStatus.Held && a.InboxId == c.InboxId).OrderBy(a => a.DueAt).Select(a => (DateTimeOffset?)a.DueAt).FirstOrDefault(),
                LeftOver = c.LeaseOwner == null
                    ? null
                    : db.Actions.Where(a => a.Status == ActionStatus.Syncing && a.InboxId == c.InboxId).OrderBy(a => a.DueAt).Select(a => (DateTimeOffset?)a.DueAt).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        var waiting = found.Where(c => c.Pending is not null || c.Held is not null || c.LeftOver is not null).ToList();
        if (waiting.Count == 0)
        {
            return [];
        }

        var calls = await ApiCallQuarters.SumAsync(db, clock.GetUtcNow(), cancellationToken);
        return waiting.ConvertAll(c =>
        {
            var (used, lastHour) = calls.GetValueOrDefault(c.Id);
            var left = CallRoom.LeftOf(used, CallBudget.Allowed(c.ApiBudgetPercent, c.ApiMax), c.ApiUsed, c.ApiMax);
            var due = new[] { c.Pending, c.Held, c.LeftOver }.Min()!.Value;
            return new UpcomingDrain(c.Id, due, c.LastDrainAt, c.HeldVersion, new CallRoom(left, lastHour, TimeZoneInfo.FindSystemTimeZoneById(c.TimeZone)));
        });
    }

    /// <summary>Neither paused nor held up by our own budget or by an authorisation that Salesforce refuses.</summary>
    private static IQueryable<Connection> MaySync(RelationSyncDb db) => db.Connections
        .Where(c => c.PausedAt == null && c.BudgetSince == null)
        .Where(c => c.Authorization.GoneAt == null && c.Authorization.BlockedAt == null && c.Authorization.AskAgainAt == null);
}
