using RelationSync.Domain.Actions;

namespace RelationSync.Portal.Storage.Queries;

/// <summary>Counts Events without anybody by inbox. The usual shares, which look at 30 days, are read once a day.</summary>
internal sealed class NobodyReader
{
    private static readonly TimeSpan Before = TimeSpan.FromDays(30);

    private readonly QuarterCache<Found> _quarters = new((db, from, until) => Count(db, from, until, SyncedCounts.QuarterTicks));

    /// <summary>One reference: several pages read at once.</summary>
    private volatile UsualShares? _usual;

    public Dictionary<long, NobodyFound> Read(RelationSyncDb db, DateTimeOffset today)
    {
        if (_usual is not { } usual || usual.Today != today)
        {
            var counts = Count(db, (today - Before).UtcTicks, today.UtcTicks, long.MaxValue).Where(c => c.Row.Events >= NobodyFound.FewestBefore);
            _usual = usual = new UsualShares(today, counts.ToDictionary(c => c.Row.InboxId, c => (double)c.Row.Nobody / c.Row.Events));
        }

        return _quarters.Read(db, today).GroupBy(c => c.InboxId).ToDictionary(
            i => i.Key, i => new NobodyFound(i.Sum(c => c.Events), i.Sum(c => c.Nobody), usual.ByInbox.TryGetValue(i.Key, out var share) ? share : null));
    }

    /// <param name="db">The store.</param>
    /// <param name="from">The first moment, in ticks.</param>
    /// <param name="until">The moment after the last, in ticks.</param>
    /// <param name="span">Ticks that are counted together.</param>
    private static List<(long Span, Found Row)> Count(RelationSyncDb db, long from, long until, long span)
    {
        using var read = new PreparedSql(
            db,
            $"""
            SELECT a."SyncedAt" / @span, a."InboxId", COUNT(*), COUNT(*) FILTER (WHERE w."ActionSeq" IS NOT NULL AND w."WhoIds" IS NULL)
            FROM "Actions" AS a{db.Dialect.By("IX_Actions_SyncedAt")} LEFT JOIN "WrittenEvents" AS w ON w."ActionSeq" = a."Seq"
            WHERE a."SyncedAt" >= @from AND a."SyncedAt" < @until AND a."Status" = {ActionStatus.Synced.Sql()} AND NOT a."IsTest"
            GROUP BY 1, 2
            """,
            "@span", "@from", "@until");
        return read.Read(r => (r.GetInt64(0), new Found(r.GetInt64(1), r.GetInt32(2), r.GetInt32(3))), span, from, until);
    }

    private sealed record Found(long InboxId, int Events, int Nobody);

    private sealed record UsualShares(DateTimeOffset Today, Dictionary<long, double> ByInbox);
}
