using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Connections;

/// <summary>Ends what our own budgets hold up, once calls have aged out or the budget was raised.</summary>
internal sealed class BudgetHolds(Store store, ChangeFeed changes, TimeProvider clock)
{
    /// <summary>Lets go on what has room again.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var free = await store.ReadAsync((db, token) => FreeAsync(db, now, token), cancellationToken);
        foreach (var (id, inboxId) in free)
        {
            await store.WriteAsync(
                async (db, token) =>
                {
                    if (await db.Connections.SingleOrDefaultAsync(c => c.Id == id, token) is { } connection)
                    {
                        await EndAsync(db, connection, now, token);
                    }
                },
                cancellationToken);
            changes.Publish(ChangeTopic.Connections, inboxId);
        }
    }

    /// <summary>Within the caller's transaction: the hold-up is over, and its next one is logged anew.</summary>
    internal static async Task EndAsync(RelationSyncDb db, Connection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        connection.BudgetSince = null;
        if (await db.Episodes.FindAsync([connection.Id, EpisodeKey.Budget.Kind, EpisodeKey.Budget.About], cancellationToken) is { } episode)
        {
            db.Episodes.Remove(episode);
            await LogClosing.CloseEpisodeAsync(db, connection.Id, OwnCodes.ApiBudgetReached, episode.Since, now, cancellationToken);
        }
    }

    private static async Task<List<(Guid Id, long InboxId)>> FreeAsync(RelationSyncDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var held = await db.Connections.Include(c => c.Authorization).Where(c => c.BudgetSince != null).ToListAsync(cancellationToken);
        var free = new List<(Guid, long)>();
        foreach (var connection in held)
        {
            var used = CallBudget.Used(await ApiCallQuarters.ReadAsync(db, connection.Id, cancellationToken), now);
            if (CallBudget.Allowed(connection.ApiBudgetPercent, connection.Authorization.ApiMax) is not { } allowed || CallBudget.HasRoom(used, allowed))
            {
                free.Add((connection.Id, connection.InboxId));
            }
        }

        return free;
    }
}
