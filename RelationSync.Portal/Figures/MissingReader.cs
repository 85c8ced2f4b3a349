using System.Data.Common;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Figures;

/// <summary>Counts what is missing by inbox, on the index over status: what is synced or cancelled isn't read.</summary>
internal static class MissingReader
{
    public static Dictionary<long, MissingActions> Read(RelationSyncDb db, ActionSets sets)
    {
        var (failed, waiting, behind) = (ActionSets.MissingFailed, sets.Of(ActionSet.MissingWaiting), sets.Of(ActionSet.CatchingUp));
        using var read = new PreparedSql(
            db,
            $"""
            SELECT "InboxId", "Kind", "Today", "Resolved", COUNT(*), MIN("Start") FROM (
              SELECT a."InboxId", {sets.Start} AS "Start", CASE WHEN {sets.IsOfToday} THEN 1 ELSE 0 END AS "Today",
                CASE WHEN {failed} THEN 0 WHEN {waiting} THEN 1 WHEN {behind} THEN 2 WHEN {sets.Of(ActionSet.InProgress)} THEN 3 ELSE 4 END AS "Kind",
                CASE WHEN {sets.Of(ActionSet.Resolved)} THEN 1 ELSE 0 END AS "Resolved"
              FROM "Actions" AS a{db.Dialect.By("IX_Actions_Status_InboxId_DueAt")}
              WHERE a."Status" IN ({ActionStatus.Held.Sql()}, {ActionStatus.Pending.Sql()}, {ActionStatus.Syncing.Sql()}, {ActionStatus.Failed.Sql()})
                AND a."InboxId" IN (SELECT "Id" FROM "Inboxes") AND NOT a."IsTest") AS m
            GROUP BY "InboxId", "Kind", "Today", "Resolved"
            """);
        return read.Read(ToCount).GroupBy(c => c.InboxId).ToDictionary(g => g.Key, g => g.Aggregate(MissingActions.None, (sum, c) => sum + c.Missing));
    }

    private static (long InboxId, MissingActions Missing) ToCount(DbDataReader row)
    {
        var (kind, isToday, isResolved, count) = ((Kind)row.GetInt32(1), row.GetInt32(2) != 0, row.GetInt32(3) != 0, row.GetInt32(4));
        int If(bool condition) => condition ? count : 0;
        return (row.GetInt64(0), new MissingActions(
            If(kind is Kind.Failed && isToday),
            If(kind is Kind.Failed && !isToday),
            If(kind is Kind.Waiting && isToday),
            If(kind is Kind.Waiting && !isToday),
            If(isResolved),
            If(kind is Kind.Behind),
            If(kind is Kind.InProgress),
            kind is Kind.Waiting ? new DateTimeOffset(row.GetInt64(5), TimeSpan.Zero) : null));
    }

    private enum Kind
    {
        Failed = 0,
        Waiting = 1,
        Behind = 2,

        InProgress = 3,

        /// <summary>Failed, and its Event stands or isn't wanted any more.</summary>
        Other = 4,
    }
}
