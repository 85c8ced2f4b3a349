using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Data;
using RelationSync.Portal.Live;

namespace RelationSync.Portal.Remedies;

/// <summary>Tries failed actions again: one, those behind chosen entries of the log, or all of them; each once.</summary>
public sealed class RetryActions(Store store, ChangeFeed changes, TimeProvider time)
{
    /// <summary>Actions a transaction: the intake and the drain come in between.</summary>
    private const int BatchSize = 500;

    /// <summary>These actions.</summary>
    public async Task<Outcome<RetryReport>> RunAsync(ClaimsPrincipal user, IReadOnlyCollection<Guid> actions, CancellationToken cancellationToken)
    {
        if (!user.MayChange())
        {
            return new Outcome<RetryReport>(null, RemedyFault.AdministratorsOnly);
        }

        var results = new Dictionary<Guid, RetryResult>();
        foreach (var batch in actions.Distinct().Chunk(BatchSize))
        {
            await store.WriteAsync((db, token) => RetryAsync(db, batch, results, token), cancellationToken);

            // Batch by batch, so that what is done shows even where a later one fails.
            changes.Publish(ChangeTopic.Actions);
        }

        return new Outcome<RetryReport>(new RetryReport(results));
    }

    /// <summary>The actions behind these entries.</summary>
    public async Task<Outcome<RetryReport>> RunAsync(ClaimsPrincipal user, EntryChoice choice, CancellationToken cancellationToken) =>
        user.MayChange()
            ? await RunAsync(user, await store.ReadAsync((db, token) => BehindAsync(db, choice, token), cancellationToken), cancellationToken)
            : new Outcome<RetryReport>(null, RemedyFault.AdministratorsOnly);

    private static async Task<HashSet<Guid>> BehindAsync(RelationSyncDb db, EntryChoice choice, CancellationToken cancellationToken)
    {
        var actions = new HashSet<Guid>();
        foreach (var entries in ChosenEntries.Of(db, choice))
        {
            actions.UnionWith(await entries.Where(e => e.ActionId != null).Select(e => e.ActionId!.Value).Distinct().ToListAsync(cancellationToken));
        }

        return actions;
    }

    private async Task RetryAsync(RelationSyncDb db, Guid[] batch, Dictionary<Guid, RetryResult> results, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var known = await db.Actions.Where(a => batch.Contains(a.Id)).Select(a => a.Id).ToHashSetAsync(cancellationToken);
        var failed = await db.Actions.Where(a => batch.Contains(a.Id) && a.Status == ActionStatus.Failed)
            .ToDictionaryAsync(a => a.Id, cancellationToken);
        foreach (var id in batch)
        {
            results[id] = failed.TryGetValue(id, out var action) && action.Retry(now) ? RetryResult.Retried
                : known.Contains(id) ? RetryResult.NotFailed
                : RetryResult.Gone;
        }
    }
}
