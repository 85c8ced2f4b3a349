using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>
/// Where the promise of R-T12 is missed. Measured are, by inbox, the Events of the last <see cref="Window"/> and the
/// actions that are late already and still wait; an action's clock starts at the later of trigger and arrival, so that
/// late arrivals count from when they came. Time in which the inbox was stopped is nobody's lateness: the clock starts no
/// earlier than the end of the last stop. An action that failed counts no more, whenever it is tried again by hand: its
/// failure was told as an error. Missed: fewer than so many percent of those measured were in time.
/// </summary>
internal static class SlaMisses
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private const double Whole = 100;

    public static async Task<List<Finding>> ReadAsync(RelationSyncDb db, TimeSpan target, int percent, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var made = await MadeAsync(db, target, now, cancellationToken);
        var waiting = await WaitingAsync(db, target, now, cancellationToken);
        return [.. made.Concat(waiting)
            .GroupBy(r => r.InboxId)
            .Select(g => (InboxId: g.Key, All: g.Sum(r => r.Count), Late: g.Sum(r => r.Late), First: g.Min(r => r.First)))
            .Where(r => r.Late > 0 && (r.All - r.Late) * Whole / r.All < percent)
            .Select(r => new Finding(NotifiedCondition.SlaMissed, r.InboxId, r.First is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : now, r.Late, r.All))];
    }

    private static Task<List<Row>> MadeAsync(RelationSyncDb db, TimeSpan target, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (from, moment, deadline) = ((now - Window).UtcTicks, now.UtcTicks, target.Ticks);
        var (synced, stopped, error) = ((int)ActionStatus.Synced, (int)NotifiedCondition.Stopped, (int)LogSeverity.Error);
        return db.Database
            .SqlQuery<Row>($"""
                SELECT "InboxId", COUNT(*) AS "Count", COALESCE(SUM("Late"), 0) AS "Late", MIN(CASE WHEN "Late" THEN "Deadline" END) AS "First"
                FROM (
                  SELECT a."InboxId" AS "InboxId",
                         MAX(a."TriggerAt", a."ArrivedAt", COALESCE(s."Until", 0)) + {deadline} AS "Deadline",
                         a."SyncedAt" > MAX(a."TriggerAt", a."ArrivedAt", COALESCE(s."Until", 0)) + {deadline}
                           AND NOT EXISTS (SELECT 1 FROM "LogEntries" AS e WHERE e."ActionId" = a."Id" AND e."Severity" = {error}) AS "Late"
                  FROM "Actions" AS a INDEXED BY "IX_Actions_SyncedAt"
                  LEFT JOIN (SELECT "InboxId", MAX(COALESCE("EndedAt", {moment})) AS "Until" FROM "NotificationEpisodes" WHERE "Condition" = {stopped} GROUP BY "InboxId") AS s
                    ON s."InboxId" = a."InboxId"
                  WHERE a."SyncedAt" >= {from} AND a."Status" = {synced})
                GROUP BY "InboxId"
                """)
            .ToListAsync(cancellationToken);
    }

    private static Task<List<Row>> WaitingAsync(RelationSyncDb db, TimeSpan target, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (moment, deadline, stopped, error) = (now.UtcTicks, target.Ticks, (int)NotifiedCondition.Stopped, (int)LogSeverity.Error);
        var (held, pending, syncing) = ((int)ActionStatus.Held, (int)ActionStatus.Pending, (int)ActionStatus.Syncing);
        return db.Database
            .SqlQuery<Row>($"""
                SELECT "InboxId", COUNT(*) AS "Count", COUNT(*) AS "Late", MIN("Deadline") AS "First"
                FROM (
                  SELECT a."Id" AS "Action", a."InboxId" AS "InboxId", MAX(a."TriggerAt", a."ArrivedAt", COALESCE(s."Until", 0)) + {deadline} AS "Deadline"
                  FROM "Actions" AS a
                  LEFT JOIN (SELECT "InboxId", MAX(COALESCE("EndedAt", {moment})) AS "Until" FROM "NotificationEpisodes" WHERE "Condition" = {stopped} GROUP BY "InboxId") AS s
                    ON s."InboxId" = a."InboxId"
                  WHERE a."Status" IN ({held}, {pending}, {syncing}) AND (a."Status" <> {held} OR a."DueAt" <= {moment}))
                WHERE "Deadline" < {moment} AND NOT EXISTS (SELECT 1 FROM "LogEntries" AS e WHERE e."ActionId" = "Action" AND e."Severity" = {error})
                GROUP BY "InboxId"
                """)
            .ToListAsync(cancellationToken);
    }

    private sealed record Row(long InboxId, int Count, int Late, long? First);
}
