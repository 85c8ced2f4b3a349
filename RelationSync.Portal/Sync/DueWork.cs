using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Sync;

/// <summary>Lists the connections with due work, and gives up halves that waited too long (R-T9, R-T10).</summary>
internal sealed class DueWork(Store store, HoldOptions holds, ChangeFeed changes, TimeProvider clock)
{
    private const int MostAtOnce = 500;

    /// <summary>Connections that may sync and have something due, something left over by a dead process, or a limit to ask about.</summary>
    public Task<List<Guid>> ListConnectionsAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return store.ReadAsync(
            (db, token) => db.Connections
                .Where(c => c.PausedAt == null && c.BudgetSince == null && (c.NextProbeAt == null || c.NextProbeAt <= now))
                .Where(c => c.Authorization.GoneAt == null && c.Authorization.BlockedAt == null && c.Authorization.AskAgainAt == null)
                .Where(c => c.LimitSince != null
                    || db.Actions.Any(a => a.Status == ActionStatus.Pending && a.InboxId == c.InboxId && a.DueAt <= now)
                    || db.Actions.Any(a => a.Status == ActionStatus.Held && a.InboxId == c.InboxId && a.DueAt <= now)
                    || db.Actions.Any(a => a.Status == ActionStatus.Syncing && a.InboxId == c.InboxId))
                .Select(c => c.Id)
                .ToListAsync(token),
            cancellationToken);
    }

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
                var halves = await db.Actions.Where(a => a.Status == ActionStatus.Half && a.DueAt <= now).Take(MostAtOnce).ToListAsync(token);
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
}
