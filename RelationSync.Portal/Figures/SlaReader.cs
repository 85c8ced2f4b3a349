using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Operations;
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
            oldestPending < now - target ? await CountLateAsync(db, target, now, cancellationToken) : 0,
            rows.Sum(r => r.LateArrivals))
        {
            Failed = CountFailed(db, start, today),
        };
    }

    /// <summary>Failed or settled without an Event: missed all the same (R-T12). On the index over status, inbox by inbox.</summary>
    private static int CountFailed(RelationSyncDb db, string start, DateTimeOffset today)
    {
        using var count = new PreparedSql(
            db,
            $"""
            SELECT COUNT(*) FROM "Actions"{db.Dialect.By("IX_Actions_Status_InboxId_DueAt")}
            WHERE "Status" = {ActionStatus.Failed.Sql()} AND "InboxId" IN (SELECT "Id" FROM "Inboxes") AND "DueAt" >= @from
              AND {start} >= @from AND "Intent" = {ActionIntent.Create.Sql()} AND {SlaClock.Counts()}
            """,
            "@from");
        return count.Read(r => r.GetInt32(0), today)[0];
    }

    private static Task<int> CountLateAsync(RelationSyncDb db, TimeSpan target, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now - target;
        return db.Actions
            .WithStatus(ActionStatusCodes.Pending, now)
            .Where(a => a.Intent != ActionIntent.Update && a.Source != OperationSource.Backfill && !a.IsTest)
            .CountAsync(a => a.ClockAt != null ? a.ClockAt < before : a.TriggerAt < before && a.ArrivedAt < before, cancellationToken);
    }

    private sealed record Row(long Step, int Count, long Slowest, int LateArrivals);
}
