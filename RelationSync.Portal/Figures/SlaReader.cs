using RelationSync.Domain.Actions;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Figures;

/// <summary>Measures today's Events in the store itself: a row a step comes back, not a row an Event.</summary>
internal static class SlaReader
{
    public static SlaView Read(RelationSyncDb db, TimeSpan target, DateTimeOffset today, IReadOnlyCollection<MissingActions> missing)
    {
        var start = SlaClock.Start(db.Dialect);
        using var read = new PreparedSql(
            db,
            $"""
            SELECT {db.Dialect.Greatest("0", $"\"SyncedAt\" - {start}")} / @step AS "Step", COUNT(*), MAX("SyncedAt" - {start}), COUNT(*) FILTER (WHERE "ClockAt" IS NULL AND "ArrivedAt" - "TriggerAt" > @deadline)
            FROM "Actions"{db.Dialect.By("IX_Actions_SyncedAt")}
            WHERE "SyncedAt" >= @from AND "Status" = {ActionStatus.Synced.Sql()} AND {SlaClock.Counts()}
            GROUP BY 1 ORDER BY 1
            """,
            "@step",
            "@deadline",
            "@from");
        var rows = read.Read(r => new Row(r.GetInt64(0), r.GetInt32(1), r.GetInt64(2), r.GetInt32(3)), SlaView.StepOf(target).Ticks, target.Ticks, today);
        return new SlaView(
            target,
            [.. rows.Select(r => new LatencyStep((int)Math.Min(r.Step, int.MaxValue), r.Count))],
            rows.Count == 0 ? null : TimeSpan.FromTicks(Math.Max(0, rows.Max(r => r.Slowest))),
            missing.Sum(m => m.WaitingToday),
            rows.Sum(r => r.LateArrivals))
        {
            Failed = missing.Sum(m => m.FailedToday),
        };
    }

    private sealed record Row(long Step, int Count, long Slowest, int LateArrivals);
}
