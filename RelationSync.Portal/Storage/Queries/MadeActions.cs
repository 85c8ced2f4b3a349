using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Storage.Queries;

/// <summary>Which actions were made on a day: they grow in <c>Seq</c> from commit to commit.</summary>
internal static class MadeActions
{
    /// <summary>The <c>Seq</c> of actions made in that time. Null where none was.</summary>
    public static (long First, long Last)? Between(RelationSyncDb db, DateTimeOffset from, DateTimeOffset to)
    {
        using var first = new PreparedSql(
            db, """SELECT MIN("FirstActionSeq") FROM "IntakeMinutes" WHERE "Minute" >= @from AND "Minute" < @to""", "@from", "@to");
        using var next = new PreparedSql(
            db,
            """
            SELECT MIN("FirstActionSeq") FROM "IntakeMinutes" WHERE "Minute" = (
              SELECT "Minute" FROM "IntakeMinutes" WHERE "Minute" >= @to AND "FirstActionSeq" IS NOT NULL ORDER BY "Minute" LIMIT 1)
            """,
            "@to");
        return first.Read(Seq, IntakeMinute.Of(from), to)[0] is { } seq ? (seq, next.Read(Seq, to)[0] - 1 ?? long.MaxValue) : null;
    }

    /// <summary>From when on what comes in is counted; null: always.</summary>
    public static async Task<DateTimeOffset?> CountedSinceAsync(RelationSyncDb db, CancellationToken cancellationToken) =>
        await db.Settings.Where(s => s.Key == Setting.CountedSince).Select(s => s.Value).SingleOrDefaultAsync(cancellationToken) is { } ticks
            ? new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero)
            : null;

    /// <summary>A condition on an action <c>a</c>: made on that day of its inbox's clock.</summary>
    public static async Task<string> OnAsync(RelationSyncDb db, InboxDay day, IEnumerable<InboxName> inboxes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = await CountedSinceAsync(db, cancellationToken);
        List<string> parts = [];
        foreach (var zone in inboxes.GroupBy(i => i.TimeZone))
        {
            var (from, to) = day.In(DayBoundaries.Zone(zone.Key), now);
            if ((since is null || since < to) && Between(db, since > from ? since.Value : from, to) is { } made)
            {
                var ids = string.Join(", ", zone.Select(i => i.Id.ToString(CultureInfo.InvariantCulture)));
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"""(a."InboxId" IN ({ids}) AND a."Seq" BETWEEN {made.First} AND {made.Last})"""));
            }
        }

        return parts.Count == 0 ? "1 = 0" : $"({string.Join(" OR ", parts)})";
    }

    private static long? Seq(System.Data.Common.DbDataReader r) => r.IsDBNull(0) ? null : r.GetInt64(0);
}
