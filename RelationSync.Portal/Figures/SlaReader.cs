using RelationSync.Domain.Actions;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Figures;

/// <summary>Measures today's Events in the store itself: a row a step and quarter comes back, not a row an Event.</summary>
internal sealed class SlaReader(TimeSpan target)
{
    private readonly QuarterCache<Row> _quarters = new((db, from, until) => Measure(db, target, from, until));

    public SlaView Read(RelationSyncDb db, DateTimeOffset today, IReadOnlyCollection<MissingActions> missing)
    {
        var rows = _quarters.Read(db, today).ToList();
        return new SlaView(
            target,
            [.. rows.GroupBy(r => r.Step).OrderBy(s => s.Key).Select(s => new LatencyStep((int)Math.Min(s.Key, int.MaxValue), s.Sum(r => r.Count)))],
            rows.Count == 0 ? null : TimeSpan.FromTicks(Math.Max(0, rows.Max(r => r.Slowest))),
            missing.Sum(m => m.WaitingToday),
            rows.Sum(r => r.LateArrivals))
        {
            Failed = missing.Sum(m => m.FailedToday),
        };
    }

    private static List<(long Quarter, Row Row)> Measure(RelationSyncDb db, TimeSpan target, long from, long until)
    {
        var start = SlaClock.Start(db.Dialect);
        using var read = new PreparedSql(
            db,
            $"""
            SELECT "SyncedAt" / {SyncedCounts.QuarterTicks}, {db.Dialect.Greatest("0", $"\"SyncedAt\" - {start}")} / @step, COUNT(*), MAX("SyncedAt" - {start}), COUNT(*) FILTER (WHERE "ClockAt" IS NULL AND "ArrivedAt" - "TriggerAt" > @deadline)
            FROM "Actions"{db.Dialect.By("IX_Actions_SyncedAt")}
            WHERE "SyncedAt" >= @from AND "SyncedAt" < @until AND "Status" = {ActionStatus.Synced.Sql()} AND {SlaClock.Counts()}
            GROUP BY 1, 2
            """,
            "@step",
            "@deadline",
            "@from",
            "@until");
        return read.Read(
            r => (r.GetInt64(0), new Row(r.GetInt64(1), r.GetInt32(2), r.GetInt64(3), r.GetInt32(4))), SlaView.StepOf(target).Ticks, target.Ticks, from, until);
    }

    private sealed record Row(long Step, int Count, long Slowest, int LateArrivals);
}
