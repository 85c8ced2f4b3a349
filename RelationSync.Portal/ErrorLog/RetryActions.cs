using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.ErrorLog;

/// <summary>Tries failed actions again: one, those behind chosen entries of the log, or all of them; each once.</summary>
internal sealed class RetryActions(Commands<RetryActions> commands, Store store, ChangeFeed changes, TimeProvider time)
{
    /// <summary>Actions a transaction: the intake and the drain come in between.</summary>
    private const int BatchSize = 500;

    /// <summary>These actions.</summary>
    public Task<Outcome<RetryReport>> RunAsync(ClaimsPrincipal user, IReadOnlyCollection<Guid> actions, CancellationToken cancellationToken) =>
        RetryAsync(user, actions, actions.Count == 1 ? actions.Single().ToString("D") : "", [], cancellationToken);

    /// <summary>The actions behind these entries.</summary>
    public async Task<Outcome<RetryReport>> RunAsync(ClaimsPrincipal user, EntryChoice choice, CancellationToken cancellationToken)
    {
        if (await commands.AdmitAsync(user, Permission.Remedy, cancellationToken) is { } refused)
        {
            return refused;
        }

        var (actions, inbox) = await store.ReadAsync(
            async (db, token) => (await BehindAsync(db, choice, token), await choice.InboxAsync(db, token)), cancellationToken);
        return await RetryAsync(user, actions, inbox, choice.Facts(), cancellationToken);
    }

    private static async Task<HashSet<Guid>> BehindAsync(RelationSyncDb db, EntryChoice choice, CancellationToken cancellationToken)
    {
        var actions = new HashSet<Guid>();
        foreach (var entries in ChosenEntries.Of(db, choice))
        {
            actions.UnionWith(await entries.Where(e => e.ActionId != null).Select(e => e.ActionId!.Value).Distinct().ToListAsync(cancellationToken));
        }

        return actions;
    }

    private async Task<Outcome<RetryReport>> RetryAsync(
        ClaimsPrincipal user, IReadOnlyCollection<Guid> actions, string about, (string Key, string? Value)[] facts, CancellationToken cancellationToken)
    {
        var results = new Dictionary<Guid, RetryResult>();
        // One batch at least: whether they may is asked even where there is nothing to try.
        foreach (var batch in actions.Distinct().Chunk(BatchSize).DefaultIfEmpty([]))
        {
            var outcome = await commands.RunAsync<Dictionary<Guid, RetryResult>>(
                user,
                Permission.Remedy,
                async (db, token) =>
                {
                    var found = await RetryAsync(db, batch, token);
                    var retried = found.Values.Count(r => r is RetryResult.Retried);
                    if (retried > 0)
                    {
                        // An entry a transaction: each tells of what was done in it.
                        db.Audit(user, AuditAct.ActionsRetried, about, time.GetUtcNow(), [("count", retried.ToString(CultureInfo.InvariantCulture)), .. facts]);
                    }

                    return found;
                },
                cancellationToken);
            if (outcome.Value is not { } batchResults)
            {
                return outcome.Fault!.Value;
            }

            foreach (var (id, result) in batchResults)
            {
                results[id] = result;
            }

            // Batch by batch, so that what is done shows even where a later one fails.
            changes.Publish(ChangeTopic.Actions);
        }

        return new RetryReport(results);
    }

    private async Task<Dictionary<Guid, RetryResult>> RetryAsync(RelationSyncDb db, Guid[] batch, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var known = await db.Actions.Where(a => batch.Contains(a.Id)).Select(a => a.Id).ToHashSetAsync(cancellationToken);
        var failed = await db.Actions.Where(a => batch.Contains(a.Id) && a.Status == ActionStatus.Failed)
            .ToDictionaryAsync(a => a.Id, cancellationToken);
        return batch.ToDictionary(
            id => id,
            id => failed.TryGetValue(id, out var action) ? (action.Retry(now) ? RetryResult.Retried : action.AwaitsAnswer ? RetryResult.AwaitsAnswer : RetryResult.Erased)
                : known.Contains(id) ? RetryResult.NotFailed
                : RetryResult.Gone);
    }
}
