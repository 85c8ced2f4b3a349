using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
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
        var statuses = await store.ReadAsync(
            (db, token) => db.Actions.Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Status })
                .ToDictionaryAsync(a => a.Id, a => (ActionStatus?)a.Status, token),
            cancellationToken);
        return new Page<HistoryRow>([.. page.Items.Select(e => new HistoryRow(e, e.ActionId is { } id ? statuses.GetValueOrDefault(id) : null))], page.HasMore);
    }
}

/// <summary>An entry, and where its action is now.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Action">Where its action is; null: there is none, or it was deleted.</param>
public sealed record HistoryRow(ErrorView Entry, ActionStatus? Action)
{
    public EntryOutcome Outcome => EntryOutcomes.Of(Entry.Severity, Entry.State, Action);
}
