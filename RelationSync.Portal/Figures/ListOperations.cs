using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Figures;

/// <summary>The rows behind the reconciliation's numbers of operations. Operations that the store keeps are listed; of the others it keeps only how many.</summary>
public sealed class ListOperations(Store store, TimeProvider time)
{
    /// <summary>Rows per page.</summary>
    public const int PageSize = 50;

    public Task<OperationsView> RunAsync(OperationsQuery query, CancellationToken cancellationToken) =>
        store.ReadMomentAsync((db, token) => ReadAsync(db, query, token), cancellationToken);

    private async Task<OperationsView> ReadAsync(RelationSyncDb db, OperationsQuery query, CancellationToken cancellationToken)
    {
        var known = await InboxName.ReadAllAsync(db, cancellationToken);
        var inboxes = known.Values.Where(i => query.Inbox is null ? !i.IsTest : i.Key == query.Inbox);
        var spans = await SpansAsync(db, query, inboxes, cancellationToken);
        if (query.Set is not (OperationSet.Used or OperationSet.Held))
        {
            var counts = spans.SelectMany(s => Count(db, query.Set, s, known)).OrderByDescending(c => c.From).ThenBy(c => c.Inbox.Name, ListConnections.ByName).ToList();
            var shown = Page<OperationCount>.From([.. counts.Skip(query.Page * PageSize).Take(PageSize + 1)], PageSize);
            return new OperationsView([.. shown.Items], [], null) { Total = counts.Sum(c => c.Count), HasMoreCounts = shown.HasMore };
        }

        List<long> seqs = [];
        foreach (var span in spans)
        {
            seqs.AddRange(await ReadSeqsAsync(db, query, span, cancellationToken));
        }

        var page = Page<long>.From([.. seqs.OrderDescending().Take(PageSize + 1)], PageSize);
        return new OperationsView([], [.. await ReadLinesAsync(db, page.Items, known, cancellationToken)], page.HasMore ? page.Items[^1] : null);
    }

    /// <summary>As the reconciliation has it: days begin at another moment in every zone, and nothing is compared from before counting began.</summary>
    private async Task<List<InboxSpan>> SpansAsync(RelationSyncDb db, OperationsQuery query, IEnumerable<InboxName> inboxes, CancellationToken cancellationToken)
    {
        if (query is { From: { } start, To: { } end })
        {
            return [InboxSpan.Of(inboxes, start, end)];
        }

        var (now, since) = (time.GetUtcNow(), await MadeActions.CountedSinceAsync(db, cancellationToken));
        return
        [
            .. InboxSpan.OfDay(query.Day, inboxes, now)
                .Select(s => since > s.From ? s with { From = since.Value } : s)
                .Where(s => s.From < s.To),
        ];
    }

    private static List<OperationCount> Count(RelationSyncDb db, OperationSet set, InboxSpan span, Dictionary<long, InboxName> inboxes)
    {
        // A day by the hour; a quarter of an hour, as a chart has it, by the minute.
        var step = span.To - span.From > TimeSpan.FromHours(1) ? TimeSpan.TicksPerHour : TimeSpan.TicksPerMinute;
        using var read = new PreparedSql(
            db,
            $"""
            SELECT "InboxId", "Minute" / {step}, SUM("{set}") FROM "IntakeMinutes"
            WHERE "Minute" >= @from AND "Minute" < @to AND "{set}" > 0 GROUP BY 1, 2
            """,
            "@from", "@to");
        return read.Read(r => (InboxId: r.GetInt64(0), Step: r.GetInt64(1), Count: r.GetInt32(2)), IntakeMinute.Of(span.From), span.To)
            .Where(r => span.InboxIds.Contains(r.InboxId))
            .Select(r => new OperationCount(inboxes[r.InboxId], new DateTimeOffset(r.Step * step, TimeSpan.Zero), r.Count))
            .ToList();
    }

    /// <summary>From an index alone: a day has hundreds of thousands of operations, and their bodies are large.</summary>
    private static Task<List<long>> ReadSeqsAsync(RelationSyncDb db, OperationsQuery query, InboxSpan span, CancellationToken cancellationToken)
    {
        var (ids, from, to, before) = (span.InboxIds, span.From, span.To, query.Before ?? long.MaxValue);
        var among = db.Dialect.By(db.Operations, "IX_Operations_ArrivedAt_InboxId_ActivityKey")
            .Where(o => o.ArrivedAt >= from && o.ArrivedAt < to && ids.Contains(o.InboxId) && o.Seq < before)
            .Where(o => !db.Actions.Any(a => a.ActivityKey == o.ActivityKey && a.IsTest));
        var wanted = query.Set is OperationSet.Used
            ? among.Where(o => db.Actions.Any(a => a.ActivityKey == o.ActivityKey))
            : among.Where(o => !db.Actions.Any(a => a.ActivityKey == o.ActivityKey));
        return wanted.OrderByDescending(o => o.Seq).Select(o => o.Seq).Take(PageSize + 1).ToListAsync(cancellationToken);
    }

    private static async Task<IEnumerable<OperationLine>> ReadLinesAsync(
        RelationSyncDb db, IReadOnlyList<long> seqs, Dictionary<long, InboxName> inboxes, CancellationToken cancellationToken)
    {
        var rows = await db.Operations.Where(o => seqs.Contains(o.Seq))
            .OrderByDescending(o => o.Seq)
            .Select(o => new
            {
                o.Seq,
                o.InboxId,
                o.ArrivedAt,
                o.Payload,
                Action = db.Actions.Where(a => a.ActivityKey == o.ActivityKey).OrderBy(a => a.Seq).Select(a => (Guid?)a.Id).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        return rows.Select(r =>
        {
            var operation = r.Payload is null ? null : OperationReader.ReadStored(r.Payload).Operation;
            return new OperationLine(r.Seq, inboxes[r.InboxId], r.ArrivedAt, operation?.Type, operation?.ActivityId, r.Action);
        });
    }

}

/// <summary>Which operations a number counts; those that a rule ignored are listed by reason (<see cref="ListIgnored"/>), rejected ones with all that was refused.</summary>
public enum OperationSet
{
    /// <inheritdoc cref="OperationBalance.Received"/>
    Received,

    /// <inheritdoc cref="OperationBalance.Used"/>
    Used,

    /// <inheritdoc cref="OperationBalance.Repeats"/>
    Repeats,

    /// <inheritdoc cref="OperationBalance.Held"/>
    Held,
}

/// <summary>Which operations a list shows.</summary>
/// <param name="Inbox">Of one inbox, by its key; null: of all but test inboxes.</param>
public sealed record OperationsQuery(OperationSet Set, InboxDay Day, string? Inbox)
{
    /// <summary>With <see cref="To"/>: from then on, on a whole minute, instead of the day.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before it, on a whole minute.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only older ones than this.</summary>
    public long? Before { get; init; }

    /// <summary>Of counts; 0: the latest.</summary>
    public int Page { get; init; }
}

/// <summary>Operations behind a number: how many per hour or minute, or one by one.</summary>
/// <param name="Older">Where the next page begins; null: this is the last.</param>
public sealed record OperationsView(ValueList<OperationCount> Counts, ValueList<OperationLine> Lines, long? Older)
{
    /// <summary>How many the counts of all pages stand for.</summary>
    public int Total { get; init; }

    public bool HasMoreCounts { get; init; }
}

/// <summary>How many operations of one inbox came in from then on, within an hour or minute.</summary>
public sealed record OperationCount(InboxName Inbox, DateTimeOffset From, int Count);

/// <summary>An operation of the store.</summary>
/// <param name="Type">Null: it can't be read any more.</param>
/// <param name="Action">The first action of its activity; null: there is none.</param>
public sealed record OperationLine(long Seq, InboxName Inbox, DateTimeOffset ArrivedAt, OperationType? Type, string? ActivityId, Guid? Action);
