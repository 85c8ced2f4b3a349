using System.Data.Common;
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

    /// <summary>Of an action <c>d</c>.</summary>
    private static readonly string HasError =
        $"""EXISTS (SELECT 1 FROM "LogEntries" AS e WHERE e."ActionId" = d."Id" AND e."Severity" = {LogSeverity.Error.Sql()})""";

    /// <summary>Until when the inbox of an action <c>a</c> was stopped.</summary>
    private static readonly string Stops =
        $"""
        LEFT JOIN (
          SELECT "InboxId", MAX(COALESCE("EndedAt", @now)) AS "Until" FROM "NotificationEpisodes"
          WHERE "Condition" = {NotifiedCondition.Stopped.Sql()} GROUP BY "InboxId") AS s ON s."InboxId" = a."InboxId"
        """;

    public static List<Finding> Read(RelationSyncDb db, TimeSpan target, int percent, DateTimeOffset now)
    {
        var made = Made(db, target, now);
        var waiting = Waiting(db, target, now);
        return [.. made.Concat(waiting)
            .GroupBy(r => r.InboxId)
            .Select(g => (InboxId: g.Key, All: g.Sum(r => r.Count), Late: g.Sum(r => r.Late), First: g.Min(r => r.First)))
            .Where(r => r.Late > 0 && (r.All - r.Late) * Whole / r.All < percent)
            .Select(r => new Finding(NotifiedCondition.SlaMissed, r.InboxId, r.First is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : now, r.Late, r.All))];
    }

    private static List<Row> Made(RelationSyncDb db, TimeSpan target, DateTimeOffset now)
    {
        using var read = new PreparedSql(
            db,
            $"""
            SELECT "InboxId", COUNT(*), COUNT(*) FILTER (WHERE "Late"), MIN(CASE WHEN "Late" THEN "Deadline" END) FROM (
              SELECT d."InboxId", d."Deadline", d."SyncedAt" > d."Deadline" AND NOT {HasError} AS "Late" FROM (
                SELECT a."Id", a."InboxId", a."SyncedAt", {Deadline(db)} AS "Deadline"
                FROM "Actions" AS a{db.Dialect.By("IX_Actions_SyncedAt")} {Stops}
                WHERE a."SyncedAt" >= @from AND a."Status" = {ActionStatus.Synced.Sql()} AND NOT a."IsTest") AS d) AS m
            GROUP BY "InboxId"
            """,
            "@target", "@now", "@from");
        return read.Read(ToRow, target.Ticks, now, now - Window);
    }

    private static List<Row> Waiting(RelationSyncDb db, TimeSpan target, DateTimeOffset now)
    {
        using var read = new PreparedSql(
            db,
            $"""
            SELECT "InboxId", COUNT(*), COUNT(*), MIN("Deadline") FROM (
              SELECT a."Id", a."InboxId", {Deadline(db)} AS "Deadline"
              FROM "Actions" AS a {Stops}
              WHERE a."Status" IN ({ActionStatus.Held.Sql()}, {ActionStatus.Pending.Sql()}, {ActionStatus.Syncing.Sql()})
                AND NOT a."IsTest" AND (a."Status" <> {ActionStatus.Held.Sql()} OR a."DueAt" <= @now)) AS d
            WHERE d."Deadline" < @now AND NOT {HasError}
            GROUP BY "InboxId"
            """,
            "@target", "@now");
        return read.Read(ToRow, target.Ticks, now);
    }

    /// <summary>An action's clock starts at the later of trigger and arrival, and no earlier than its inbox's last stop ended.</summary>
    private static string Deadline(RelationSyncDb db) =>
        db.Dialect.Greatest("a.\"TriggerAt\"", "a.\"ArrivedAt\"", "COALESCE(s.\"Until\", 0)") + " + @target";

    private static Row ToRow(DbDataReader r) => new(r.GetInt64(0), r.GetInt32(1), r.GetInt32(2), r.IsDBNull(3) ? null : r.GetInt64(3));

    private sealed record Row(long InboxId, int Count, int Late, long? First);
}
