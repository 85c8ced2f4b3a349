using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Intake;

/// <summary>The rows behind every number of refusals, the latest first. Each stands for those of one kind within a quarter of an hour.</summary>
public sealed class ListRefusals(Store store, TimeProvider time)
{
    /// <summary>Rows per page.</summary>
    public const int PageSize = 50;

    public Task<RefusalsView> RunAsync(RefusalsQuery query, CancellationToken cancellationToken) =>
        store.ReadMomentAsync((db, token) => ReadAsync(db, query, token), cancellationToken);

    private async Task<RefusalsView> ReadAsync(RelationSyncDb db, RefusalsQuery query, CancellationToken cancellationToken)
    {
        var known = await InboxName.ReadAllAsync(db, cancellationToken);
        var spans = query.ToUnknown
            ? [new InboxSpan([RejectedRequestRow.NoInbox], time.GetUtcNow() - RejectedRequestLog.Kept, DateTimeOffset.MaxValue)]
            : SpansOf(query, known.Values.Where(i => query.Inbox is null ? !i.IsTest : i.Key == query.Inbox));
        var skipped = query.Page * PageSize;
        List<RejectedRequestRow> rows = [];
        var total = 0L;
        foreach (var span in spans)
        {
            var among = Among(db, query, span);
            total += await among.SumAsync(r => r.Count, cancellationToken);
            rows.AddRange(await Sorted(among).Take(skipped + PageSize + 1).ToListAsync(cancellationToken));
        }

        var page = Page<RejectedRequestRow>.From([.. Sorted(rows.AsQueryable()).Skip(skipped).Take(PageSize + 1)], PageSize);
        return new RefusalsView([.. page.Items.Select(r => new RefusalRow(known.GetValueOrDefault(r.InboxId), r))], total, page.HasMore);
    }

    private IEnumerable<InboxSpan> SpansOf(RefusalsQuery query, IEnumerable<InboxName> inboxes)
    {
        var now = time.GetUtcNow();
        return query.Day is { } day ? InboxSpan.OfDay(day, inboxes, now) : [InboxSpan.Of(inboxes, now - RejectedRequestLog.Kept, DateTimeOffset.MaxValue)];
    }

    private static IQueryable<RejectedRequestRow> Among(RelationSyncDb db, RefusalsQuery query, InboxSpan span)
    {
        var (ids, from, to) = (span.InboxIds, span.From, span.To);
        var rows = db.IntakeRefusals.Where(r => ids.Contains(r.InboxId) && r.Quarter >= from && r.Quarter < to);
        rows = query.Reason is { } reason ? rows.Where(r => r.Reason == reason) : rows.Where(r => r.Reason != RejectionReason.Ignored);
        return query.Error is { } asked && db.Dialect.Text(asked) is var error ? rows.Where(r => (r.Pointer + " " + r.Message).Trim() == error) : rows;
    }

    private static IQueryable<RejectedRequestRow> Sorted(IQueryable<RejectedRequestRow> rows) =>
        rows.OrderByDescending(r => r.Quarter).ThenBy(r => r.InboxId).ThenBy(r => r.Reason).ThenBy(r => r.Pointer).ThenBy(r => r.Message);
}

/// <summary>Which refusals a list shows.</summary>
/// <param name="ToUnknown">Requests to inboxes that don't exist, instead of an inbox's.</param>
/// <param name="Inbox">Of one inbox, by its key; null: of all but test inboxes.</param>
/// <param name="Reason">Null: all; what a rule ignored is no refusal.</param>
/// <param name="Error"><inheritdoc cref="RejectedRequestGroup.Error" path="/summary"/> Null: any.</param>
/// <param name="Day">Null: all that are kept, 30 days.</param>
/// <param name="Page">0: the latest.</param>
public sealed record RefusalsQuery(bool ToUnknown, string? Inbox, RejectionReason? Reason, string? Error, InboxDay? Day, int Page);

/// <summary>One page of refusals.</summary>
/// <param name="Total">How many the rows of all pages stand for.</param>
public sealed record RefusalsView(ValueList<RefusalRow> Rows, long Total, bool HasMore);

/// <summary>Refusals of one kind within a quarter of an hour.</summary>
/// <param name="Inbox">Null: there is no such inbox.</param>
public sealed record RefusalRow(InboxName? Inbox, RejectedRequestRow Row);
