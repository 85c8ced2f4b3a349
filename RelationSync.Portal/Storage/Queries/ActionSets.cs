using System.Globalization;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Storage.Engines;

namespace RelationSync.Portal.Storage.Queries;

/// <summary>What the sets of actions mean, as conditions on an action <c>a</c>. SQL for both engines; moments are written into it.</summary>
/// <param name="dialect">The engine's.</param>
/// <param name="now">The moment.</param>
/// <param name="today">When today began.</param>
/// <param name="target">The five minutes.</param>
internal sealed class ActionSets(Dialect dialect, DateTimeOffset now, DateTimeOffset today, TimeSpan target)
{
    private const string Real = """NOT a."IsTest" """;

    /// <summary>An Event is wanted and none is known to stand.</summary>
    private static readonly string HasNone =
        $"""(a."Intent" = {ActionIntent.Create.Sql()} OR (a."Intent" = {ActionIntent.Update.Sql()} AND a."SyncedAt" IS NULL))""";

    private static readonly string Waits =
        $"""a."Status" IN ({ActionStatus.Held.Sql()}, {ActionStatus.Pending.Sql()}, {ActionStatus.Syncing.Sql()})""";

    private static readonly string Failed = $"""a."Status" = {ActionStatus.Failed.Sql()}""";

    private static readonly string IsBackfill = $"""a."Source" = {OperationSource.Backfill.Sql()}""";

    /// <summary>
    /// An error was settled and none is open. In one look at the action's entries: asked for open ones alone, a planner walks all
    /// that are open in the store, for each action.
    /// </summary>
    private static readonly string Resolved =
        $"""
        (a."Status" = {ActionStatus.Failed.Sql()} AND EXISTS (
          SELECT 1 FROM "LogEntries" AS e WHERE e."ActionId" = a."Id" AND e."Severity" = {LogSeverity.Error.Sql()} GROUP BY e."ActionId"
          HAVING COUNT(e."SettledAt") > 0 AND COUNT(COALESCE(e."SettledAt", e."ClosedAt")) = COUNT(*)))
        """;

    /// <summary>From when the five minutes run.</summary>
    public string Start { get; } = SlaClock.Start(dialect, "a.");

    /// <summary>Whether the clock began today.</summary>
    public string IsOfToday => $"{Start} >= {Ticks(today)}";

    /// <summary>Failed without Event; counted in the promise.</summary>
    public static string MissingFailed => $"{Failed} AND {HasNone} AND {SlaClock.Counts("a.")}";

    public string Of(ActionSet set) => set switch
    {
        ActionSet.Missing => $"({MissingFailed} OR {Of(ActionSet.MissingWaiting)})",
        ActionSet.MissingToday => $"({Of(ActionSet.Missing)} AND {IsOfToday})",
        ActionSet.MissingEarlier => $"({Of(ActionSet.Missing)} AND NOT {IsOfToday})",
        ActionSet.MissingWaiting => $"({Waits} AND {HasNone} AND {SlaClock.Counts("a.")} AND {Start} < {Ticks(now - target)})",
        ActionSet.MeasuredToday => $"({Of(ActionSet.SyncedToday)} OR {Of(ActionSet.MissingToday)})",
        ActionSet.SyncedToday => $"({Of(ActionSet.EventsToday)} AND {SlaClock.Counts("a.")})",
        ActionSet.OnTimeToday => $"({Of(ActionSet.SyncedToday)} AND {Latency} < {LatencySteps.Limit(target)})",
        ActionSet.LateToday => $"({Of(ActionSet.SyncedToday)} AND {Latency} >= {LatencySteps.Limit(target)})",
        ActionSet.ArrivedLateToday => $"""({Of(ActionSet.SyncedToday)} AND a."ClockAt" IS NULL AND a."ArrivedAt" - a."TriggerAt" > {target.Ticks})""",
        ActionSet.EventsToday => $"""(a."SyncedAt" >= {Ticks(today)} AND a."Status" = {ActionStatus.Synced.Sql()} AND {Real})""",
        ActionSet.NobodyToday => $"""({Of(ActionSet.EventsToday)} AND EXISTS (SELECT 1 FROM "WrittenEvents" AS w WHERE w."ActionSeq" = a."Seq" AND w."WhoIds" IS NULL))""",
        ActionSet.WarnedToday =>
            $"""({Real} AND EXISTS (SELECT 1 FROM "LogEntries" AS e WHERE e."ActionId" = a."Id" AND e."Severity" = {LogSeverity.Warning.Sql()} AND e."At" >= {Ticks(today)}))""",
        ActionSet.CatchingUp =>
            $"""({Waits} AND {HasNone} AND {IsBackfill} AND {Real} AND {dialect.Greatest("a.\"TriggerAt\"", "a.\"ArrivedAt\"")} < {Ticks(now - target)})""",
        ActionSet.InProgress => $"({Waits} AND {Real} AND NOT {Of(ActionSet.MissingWaiting)} AND NOT {Of(ActionSet.CatchingUp)})",
        ActionSet.Resolved => $"({Resolved} AND {Real})",
        _ => throw new ArgumentOutOfRangeException(nameof(set), set, "no such set"),
    };

    /// <summary>What stands behind <c>FROM "Actions" AS a</c> to read no more than needed; null: any order will do.</summary>
    public string? Among(ActionSet set) => set switch
    {
        ActionSet.Missing or ActionSet.MissingToday or ActionSet.MissingEarlier or ActionSet.MissingWaiting or ActionSet.CatchingUp or ActionSet.InProgress or ActionSet.Resolved =>
            $"""{dialect.By("IX_Actions_Status_InboxId_DueAt")} WHERE a."Status" IN ({ActionStatus.Held.Sql()}, {ActionStatus.Pending.Sql()}, {ActionStatus.Syncing.Sql()}, {ActionStatus.Failed.Sql()})""",
        ActionSet.SyncedToday or ActionSet.OnTimeToday or ActionSet.LateToday or ActionSet.ArrivedLateToday or ActionSet.EventsToday or ActionSet.NobodyToday =>
            $"""{dialect.By("IX_Actions_SyncedAt")} WHERE a."SyncedAt" >= {Ticks(today)}""",
        ActionSet.WarnedToday =>
            $""" WHERE a."Id" IN (SELECT e."ActionId" FROM "LogEntries" AS e WHERE e."At" >= {Ticks(today)} AND e."Severity" = {LogSeverity.Warning.Sql()})""",
        _ => null,
    };

    private string Latency => dialect.Greatest("0", $"a.\"SyncedAt\" - {Start}");

    private static string Ticks(DateTimeOffset at) => at.UtcTicks.ToString(CultureInfo.InvariantCulture);
}
