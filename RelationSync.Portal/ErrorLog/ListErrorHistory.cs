using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.ErrorLog;

/// <summary>The error log as it happened, newest first: errors, warnings and attempts, and what came of each.</summary>
public sealed class ListErrorHistory(ListErrors errors, Store store)
{
    /// <summary>Rows per page.</summary>
    public const int PageSize = 50;

    /// <param name="filter">Which entries.</param>
    /// <param name="before">Only older ones than this.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Page<HistoryRow>> RunAsync(ErrorFilter filter, long? before, CancellationToken cancellationToken)
    {
        var page = await errors.RunAsync(filter, new Keyset(before, NewestFirst: true), PageSize, cancellationToken);
        var ids = page.Items.Select(e => e.ActionId).OfType<Guid>().Distinct().ToList();
        return await store.ReadAsync(
            async (db, token) =>
            {
                var statuses = await db.Actions.Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Status })
                    .ToDictionaryAsync(a => a.Id, a => (ActionStatus?)a.Status, token);
                var newest = await db.LogEntries
                    .Where(e => e.ActionId != null && ids.Contains(e.ActionId.Value) && e.Severity == LogSeverity.Error && e.SettledAt == null && e.ClosedAt == null)
                    .GroupBy(e => e.ActionId!.Value)
                    .Select(g => new { g.Key, Seq = g.Max(e => e.Seq) })
                    .ToDictionaryAsync(g => g.Key, g => g.Seq, token);
                return new Page<HistoryRow>([.. page.Items.Select(e => ToRow(e, statuses, newest))], page.HasMore);
            },
            cancellationToken);
    }

    private static HistoryRow ToRow(ErrorView entry, Dictionary<Guid, ActionStatus?> statuses, Dictionary<Guid, long> newest) =>
        entry.ActionId is not { } action
            ? new HistoryRow(entry, null, false)
            : new HistoryRow(
                entry,
                statuses.GetValueOrDefault(action),
                entry is { State: EntryState.Open, Severity: LogSeverity.Error } && newest.TryGetValue(action, out var seq) && entry.Seq < seq);
}

/// <summary>An entry, and where its action is now.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Action">Where its action is; null: there is none, or it was deleted.</param>
/// <param name="IsEarlierAttempt">Open, and its action has failed again for the same since: the newest entry is the work.</param>
public sealed record HistoryRow(ErrorView Entry, ActionStatus? Action, bool IsEarlierAttempt)
{
    public EntryOutcome Outcome => EntryOutcomes.Of(Entry.Severity, Entry.State, Action);
}
