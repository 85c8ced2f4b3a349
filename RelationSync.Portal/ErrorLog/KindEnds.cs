using System.Data.Common;
using System.Globalization;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.ErrorLog;

/// <summary>The first and the last entry of a kind. Times are UTC.</summary>
/// <param name="FirstAt">When the oldest was logged.</param>
/// <param name="LastAt">When the newest was.</param>
/// <param name="LastSeq">The newest.</param>
internal sealed record KindEnds(DateTimeOffset FirstAt, DateTimeOffset LastAt, long LastSeq)
{
    /// <summary>
    /// Of each kind, within the days that it begins and ends in. Read from the entries as they stand now, for
    /// one that was settled or erased since may have been either end: a step down an index for each, and with an inbox
    /// over those of the kind in eight days at most.
    /// </summary>
    public static IReadOnlyDictionary<ErrorGroupKey, KindEnds> Read(RelationSyncDb db, ErrorLogFilter filter, IEnumerable<KindExtent> kinds)
    {
        var asked = kinds.ToList();
        if (asked.Count == 0)
        {
            return new Dictionary<ErrorGroupKey, KindEnds>();
        }

        var values = string.Join(", ", asked.Select((k, n) => string.Create(
            CultureInfo.InvariantCulture,
            $"({n}, {k.Key.Severity.Sql()}, {k.Key.Category.Sql()}, @code{n}, {k.First.From}, {k.First.Until}, {k.Last.From}, {k.Last.Until})")));
        var states = string.Join(", ", StatesOf(filter).Select(s => $"({s.Sql()})"));
        var entries = Entries(db, filter);
        using var ends = new PreparedSql(
            db,
            $"""
            WITH k("N", "Severity", "Category", "Code", "FirstFrom", "FirstUntil", "LastFrom", "LastUntil") AS (VALUES {values}), s("State") AS (VALUES {states})
            SELECT k."N", (SELECT MIN(e."At") {entries} AND e."At" >= k."FirstFrom" AND e."At" < k."FirstUntil"), l."At", l."Seq"
            FROM k CROSS JOIN s
            LEFT JOIN "LogEntries" AS l ON l."Seq" = (
              SELECT e."Seq" {entries} AND e."At" >= k."LastFrom" AND e."At" < k."LastUntil" ORDER BY e."At" DESC, e."Seq" DESC LIMIT 1)
            """,
            [.. asked.Select((_, n) => $"@code{n}")]);
        var rows = ends.Read(
            r => (asked[r.GetInt32(0)].Key, FirstAt: At(r, 1), LastAt: At(r, 2), Seq: r.IsDBNull(3) ? 0 : r.GetInt64(3)),
            [.. asked.Select(k => (object?)k.Key.Code)]);
        return rows.GroupBy(r => r.Key).Where(g => g.Any(r => r.FirstAt is not null) && g.Any(r => r.LastAt is not null)).ToDictionary(
            g => g.Key,
            g =>
            {
                var last = g.MaxBy(r => (r.LastAt ?? DateTimeOffset.MinValue, r.Seq));
                return new KindEnds(g.Min(r => r.FirstAt)!.Value, last.LastAt!.Value, last.Seq);
            });
    }

    private static CountedAs[] StatesOf(ErrorLogFilter filter) => filter.Settled switch
    {
        true => [CountedAs.Settled],
        false => [CountedAs.Open],
        null => [CountedAs.Open, CountedAs.Settled, CountedAs.Closed],
    };

    /// <summary>Those of one kind and state, by the index that has them in the order of time.</summary>
    private static string Entries(RelationSyncDb db, ErrorLogFilter filter) =>
        $"""
        FROM "LogEntries" AS e{db.Dialect.By("IX_LogEntries_Ends")} WHERE e."Severity" = k."Severity" AND e."Category" = k."Category" AND e."Code" = k."Code"
        AND {LogCounts.StateSql} = s."State"{LogScope.InboxSql(filter)}
        """;

    private static DateTimeOffset? At(DbDataReader row, int column) => row.IsDBNull(column) ? null : new DateTimeOffset(row.GetInt64(column), TimeSpan.Zero);
}

/// <summary>The days that a kind's first and last entry are in.</summary>
internal sealed record KindExtent(ErrorGroupKey Key, TickRange First, TickRange Last);

/// <summary>Ticks of UTC, the last one not included.</summary>
internal readonly record struct TickRange(long From, long Until)
{
    public static TickRange OfBucket(long bucket) => new(bucket * LogCounts.BucketTicks, (bucket + 1) * LogCounts.BucketTicks);
}
