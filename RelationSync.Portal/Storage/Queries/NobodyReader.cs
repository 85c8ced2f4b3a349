using RelationSync.Domain.Actions;

namespace RelationSync.Portal.Storage.Queries;

/// <summary>Counts Events without anybody by inbox. The usual shares, which look at 30 days, are read once a day.</summary>
internal sealed class NobodyReader
{
    private static readonly TimeSpan Before = TimeSpan.FromDays(30);

    /// <summary>One reference: several pages read at once.</summary>
    private volatile UsualShares? _usual;

    public Dictionary<long, NobodyFound> Read(RelationSyncDb db, DateTimeOffset today)
    {
        if (_usual is not { } usual || usual.Today != today)
        {
            var counts = Count(db, today - Before, today).Where(c => c.Events >= NobodyFound.FewestBefore);
            _usual = usual = new UsualShares(today, counts.ToDictionary(c => c.InboxId, c => (double)c.Nobody / c.Events));
        }

        return Count(db, today, DateTimeOffset.MaxValue).ToDictionary(
            c => c.InboxId, c => new NobodyFound(c.Events, c.Nobody, usual.ByInbox.TryGetValue(c.InboxId, out var share) ? share : null));
    }

    private static List<(long InboxId, int Events, int Nobody)> Count(RelationSyncDb db, DateTimeOffset from, DateTimeOffset to)
    {
        using var read = new PreparedSql(
            db,
            $"""
            SELECT a."InboxId", COUNT(*), COUNT(*) FILTER (WHERE w."ActionSeq" IS NOT NULL AND w."WhoIds" IS NULL)
            FROM "Actions" AS a{db.Dialect.By("IX_Actions_SyncedAt")} LEFT JOIN "WrittenEvents" AS w ON w."ActionSeq" = a."Seq"
            WHERE a."SyncedAt" >= @from AND a."SyncedAt" < @to AND a."Status" = {ActionStatus.Synced.Sql()} AND NOT a."IsTest"
            GROUP BY a."InboxId"
            """,
            "@from", "@to");
        return read.Read(r => (r.GetInt64(0), r.GetInt32(1), r.GetInt32(2)), from, to);
    }

    private sealed record UsualShares(DateTimeOffset Today, Dictionary<long, double> ByInbox);
}
