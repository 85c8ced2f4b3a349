using System.Data.Common;
using System.Text.Json;
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
        using var ends = new Statement(
            db,
            $"""
            SELECT k.value ->> 0,
              (SELECT MIN(e."At") {Entries(filter)} AND e."At" >= k.value ->> 4 AND e."At" < k.value ->> 5), l."At", l."Seq"
            FROM json_each(@kinds) k CROSS JOIN json_each(@states) s
            LEFT JOIN "LogEntries" l ON l."Seq" = (
              SELECT e."Seq" {Entries(filter)} AND e."At" >= k.value ->> 6 AND e."At" < k.value ->> 7 ORDER BY e."At" DESC, e."Seq" DESC LIMIT 1)
            """,
            "@kinds",
            "@states");
        var states = filter.Settled switch { true => "[1]", false => "[0]", null => "[0,1,3]" };
        var rows = ends.Read(r => (asked[r.GetInt32(0)].Key, FirstAt: At(r, 1), LastAt: At(r, 2), Seq: r.IsDBNull(3) ? 0 : r.GetInt64(3)), Json(asked), states);
        return rows.GroupBy(r => r.Key).Where(g => g.Any(r => r.FirstAt is not null) && g.Any(r => r.LastAt is not null)).ToDictionary(
            g => g.Key,
            g =>
            {
                var last = g.MaxBy(r => (r.LastAt ?? DateTimeOffset.MinValue, r.Seq));
                return new KindEnds(g.Min(r => r.FirstAt)!.Value, last.LastAt!.Value, last.Seq);
            });
    }

    private static string Json(List<KindExtent> kinds) => JsonSerializer.Serialize(kinds.Select((k, n) => new object[]
    {
        n, (int)k.Key.Severity, (int)k.Key.Category, k.Key.Code, k.First.From, k.First.Until, k.Last.From, k.Last.Until,
    }));

    /// <summary>Those of one kind and state, by the index that has them in the order of time.</summary>
    private static string Entries(ErrorLogFilter filter) =>
        $"""
        FROM "LogEntries" e INDEXED BY "IX_LogEntries_Ends" WHERE e."Severity" = k.value ->> 1 AND e."Category" = k.value ->> 2
        AND e."Code" = k.value ->> 3 AND (CASE WHEN e."SettledAt" IS NOT NULL THEN 1 WHEN e."ClosedAt" IS NOT NULL THEN 3 ELSE 0 END) = s.value{LogScope.InboxSql(filter)}
        """;

    private static DateTimeOffset? At(DbDataReader row, int column) => row.IsDBNull(column) ? null : new DateTimeOffset(row.GetInt64(column), TimeSpan.Zero);
}

/// <summary>The days that a kind's first and last entry are in.</summary>
internal sealed record KindExtent(ErrorGroupKey Key, TickRange First, TickRange Last);

/// <summary>Ticks of UTC, the last one not included.</summary>
internal readonly record struct TickRange(long From, long Until)
{
    public static TickRange OfStretch(long stretch) => new(stretch * LogScope.StretchTicks, (stretch + 1) * LogScope.StretchTicks);
}
