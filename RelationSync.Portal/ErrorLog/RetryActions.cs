using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
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
        RetryAsync(user, actions, actions.Count == 1 ? actions.Single().ToString("D") : "", [], null, cancellationToken);

    /// <summary>The actions behind these entries. Each cause keeps how far its retry has come.</summary>
    public async Task<Outcome<RetryReport>> RunAsync(ClaimsPrincipal user, EntryChoice choice, CancellationToken cancellationToken)
    {
        if (await commands.AdmitAsync(user, Permission.Remedy, cancellationToken) is { } refused)
        {
            return refused;
        }

        var (causes, inbox) = await store.ReadAsync(
            async (db, token) => (await BehindAsync(db, choice, token), await choice.InboxAsync(db, token)), cancellationToken);
        var results = new Dictionary<Guid, RetryResult>();
        foreach (var cause in causes.DefaultIfEmpty(new Cause(null, [])))
        {
            var run = cause.Key is { Severity: LogSeverity.Error } key ? new RetryNote(Guid.CreateVersion7(time.GetUtcNow()), key) : null;
            var outcome = await RetryAsync(user, [.. cause.Actions.Where(a => !results.ContainsKey(a))], inbox, choice.Facts(), run, cancellationToken);
            if (outcome.Value is not { } report)
            {
                return outcome;
            }

            foreach (var (id, result) in report.Results)
            {
                results[id] = result;
            }
        }

        return new RetryReport(results);
    }

    /// <summary>The newest failed action of a cause, to see whether it is fixed.</summary>
    public async Task<Outcome<RetryReport>> RunFirstAsync(ClaimsPrincipal user, ErrorLogFilter filter, ErrorGroupKey key, CancellationToken cancellationToken)
    {
        if (await commands.AdmitAsync(user, Permission.Remedy, cancellationToken) is { } refused)
        {
            return refused;
        }

        var seq = await store.ReadAsync((db, token) => FirstAsync(db, filter, key, token), cancellationToken);
        return await RunAsync(user, new EntryChoice(filter, [new GroupChoice(key, false, seq is { } first ? [first] : [])]), cancellationToken);
    }

    private static async Task<long?> FirstAsync(RelationSyncDb db, ErrorLogFilter filter, ErrorGroupKey key, CancellationToken cancellationToken) =>
        LogScope.First(db, filter) is not { } first
            ? null
            : await LogScope.Entries(db, filter, first).OfKind(key)
                .Where(e => db.Actions.Any(a => a.Id == e.ActionId && a.Status == ActionStatus.Failed))
                .OrderByDescending(e => e.Seq).Select(e => (long?)e.Seq).FirstOrDefaultAsync(cancellationToken);

    private static async Task<List<Cause>> BehindAsync(RelationSyncDb db, EntryChoice choice, CancellationToken cancellationToken)
    {
        var causes = new List<Cause>();
        foreach (var kind in await ChosenEntries.OfAsync(db, choice, cancellationToken))
        {
            var actions = await kind.Entries.Where(e => e.ActionId != null).Select(e => e.ActionId!.Value).Distinct().ToListAsync(cancellationToken);
            causes.Add(new Cause(kind.Key, actions));
        }

        return causes;
    }

    private async Task<Outcome<RetryReport>> RetryAsync(
        ClaimsPrincipal user,
        IReadOnlyCollection<Guid> actions,
        string about,
        (string Key, string? Value)[] facts,
        RetryNote? note,
        CancellationToken cancellationToken)
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
                    var retried = found.Where(r => r.Value is RetryResult.Retried).Select(r => r.Key).ToList();
                    if (retried.Count > 0)
                    {
                        // An entry a transaction: each tells of what was done in it.
                        db.Audit(user, AuditAct.ActionsRetried, about, time.GetUtcNow(), [("count", retried.Count.ToString(CultureInfo.InvariantCulture)), .. facts]);
                        await KeepAsync(db, note, user, retried, token);
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

    /// <summary>Notes what is being retried, in place of the last retry of this cause.</summary>
    private async Task KeepAsync(RelationSyncDb db, RetryNote? note, ClaimsPrincipal user, List<Guid> retried, CancellationToken cancellationToken)
    {
        if (note is null)
        {
            return;
        }

        if (!await db.RetryRuns.AnyAsync(r => r.Id == note.Id, cancellationToken))
        {
            var (severity, category, code) = (note.Key.Severity, note.Key.Category, note.Key.Code);
            var former = db.RetryRuns.Where(r => r.Severity == severity && r.Category == category && r.Code == code);
            await db.RetriedActions.Where(a => former.Any(r => r.Id == a.RunId)).ExecuteDeleteAsync(cancellationToken);
            await former.ExecuteDeleteAsync(cancellationToken);
            db.RetryRuns.Add(new RetryRun { Id = note.Id, Severity = severity, Category = category, Code = code, At = time.GetUtcNow(), By = user.Identity?.Name ?? "" });
        }

        db.RetriedActions.AddRange(retried.Select(a => new RetriedAction { RunId = note.Id, ActionId = a }));
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

    /// <summary>Actions that are to be retried for one cause; null: for whatever they failed for.</summary>
    private sealed record Cause(ErrorGroupKey? Key, IReadOnlyList<Guid> Actions);

    /// <summary>Under what id a cause's retry is kept.</summary>
    private sealed record RetryNote(Guid Id, ErrorGroupKey Key);
}
