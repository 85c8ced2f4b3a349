using System.Data.Common;
using System.Text.Json;
using RelationSync.Portal.Data;

namespace RelationSync.Portal.Queries;

/// <summary>The first and the last entry of a kind. Times are UTC.</summary>
/// <param name="FirstAt">When the oldest was logged.</param>
/// <param name="LastAt">When the newest was.</param>
/// <param name="LastSeq">The newest.</param>
internal sealed record KindEnds(DateTimeOffset FirstAt, DateTimeOffset LastAt, long LastSeq)
{
    /// <summary>
    /// Of each kind that has an entry, over the inboxes named with it. Read from the entries as they stand now, for one
    /// that was settled or erased since may have been either end: two steps down an index for each kind and inbox.
    /// </summary>
    public static IReadOnlyDictionary<ErrorGroupKey, KindEnds> Read(RelationSyncDb db, ErrorLogFilter filter, IEnumerable<(ErrorGroupKey Key, long InboxId)> kinds)
    {
        var places = kinds.ToList();
        var asked = JsonSerializer.Serialize(places.Select((p, n) => new object[] { n, p.InboxId, (int)p.Key.Severity, (int)p.Key.Category, p.Key.Code }));
        using var ends = new Statement(
            db,
            $"""
            SELECT k.value ->> 0, (SELECT MIN(e."At") {Entries}), l."At", l."Seq"
            FROM json_each(@kinds) k CROSS JOIN json_each(@states) s
            JOIN "LogEntries" l ON l."Seq" = (SELECT e."Seq" {Entries} ORDER BY e."At" DESC, e."Seq" DESC LIMIT 1)
            """,
            "@kinds",
            "@states",
            "@from");
        var states = filter.Settled switch { true => "[0]", false => "[1]", null => "[0,1]" };
        return ends.Read(r => (places[r.GetInt32(0)].Key, Ends: Of(r)), asked, states, filter.From)
            .GroupBy(e => e.Key, e => e.Ends)
            .ToDictionary(g => g.Key, g => new KindEnds(g.Min(e => e.FirstAt), g.Max(e => e.LastAt), g.MaxBy(e => (e.LastAt, e.LastSeq))!.LastSeq));
    }

    /// <summary>Those of one inbox, kind and state, by the index that has them in the order of time.</summary>
    private const string Entries =
        """
        FROM "LogEntries" e INDEXED BY "IX_LogEntries_Ends" WHERE e."InboxId" = k.value ->> 1 AND e."Severity" = k.value ->> 2
        AND e."Category" = k.value ->> 3 AND e."Code" = k.value ->> 4 AND (e."SettledAt" IS NULL) = s.value AND e."At" >= @from
        """;

    private static KindEnds Of(DbDataReader row) => new(At(row.GetInt64(1)), At(row.GetInt64(2)), row.GetInt64(3));

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
