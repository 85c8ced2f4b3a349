using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Figures;

/// <summary>Measures today's Events in the store itself: a row a step comes back, not a row an Event.</summary>
internal static class SlaReader
{
    public static async Task<SlaView> ReadAsync(
        RelationSyncDb db,
        TimeSpan target,
        DateTimeOffset today,
        DateTimeOffset now,
        DateTimeOffset? oldestPending,
        CancellationToken cancellationToken)
    {
        var step = SlaView.StepOf(target).Ticks;
        var (from, synced, deadline) = (today.UtcTicks, (int)ActionStatus.Synced, target.Ticks);
        var rows = await db.Database
            .SqlQuery<Row>($"""
                SELECT MAX(0, "SyncedAt" - MAX("TriggerAt", "ArrivedAt")) / {step} AS "Step",
                       COUNT(*) AS "Count",
                       MAX("SyncedAt" - MAX("TriggerAt", "ArrivedAt")) AS "Slowest",
                       SUM("ArrivedAt" - "TriggerAt" > {deadline}) AS "LateArrivals"
                FROM "Actions" INDEXED BY "IX_Actions_SyncedAt"
                WHERE "SyncedAt" >= {from} AND "Status" = {synced}
                GROUP BY 1 ORDER BY 1
                """)
            .ToListAsync(cancellationToken);
        return new SlaView(
            target,
            [.. rows.Select(r => new LatencyStep((int)Math.Min(r.Step, int.MaxValue), r.Count))],
            rows.Count == 0 ? null : TimeSpan.FromTicks(Math.Max(0, rows.Max(r => r.Slowest))),
            oldestPending < now - target ? await CountLateAsync(db, target, now, cancellationToken) : 0,
            rows.Sum(r => r.LateArrivals));
    }

    private static Task<int> CountLateAsync(RelationSyncDb db, TimeSpan target, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now - target;
        return db.Actions
            .WithStatus(ActionStatusCodes.Pending, now)
            .CountAsync(a => a.TriggerAt < before && a.ArrivedAt < before, cancellationToken);
    }

    private sealed record Row(long Step, int Count, long Slowest, int LateArrivals);
}
