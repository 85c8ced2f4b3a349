using RelationSync.Domain.Actions;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Figures;

/// <summary>Counts a day of the store by inbox: what was received, and what the store holds.</summary>
internal static class DayCounts
{
    /// <summary>What the intake counted from <paramref name="from"/> to before <paramref name="to"/>.</summary>
    public static List<DoorCount> AtTheDoor(RelationSyncDb db, DateTimeOffset from, DateTimeOffset to)
    {
        using var read = new PreparedSql(
            db,
            """
            SELECT "InboxId", SUM("Received"), SUM("Repeats"), SUM("Ignored"), SUM("Rejected"), SUM("ActionsMade")
            FROM "IntakeMinutes" WHERE "Minute" >= @from AND "Minute" < @to GROUP BY "InboxId"
            """,
            "@from", "@to");
        return read.Read(
            r => new DoorCount(r.GetInt64(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.GetInt32(4), r.GetInt32(5)), IntakeMinute.Of(from), to);
    }

    /// <summary>Operations of the store that arrived in that time: those whose activity has an action, and those whose has none.</summary>
    /// <param name="db">The store.</param>
    /// <param name="from">From then on.</param>
    /// <param name="to">Before then.</param>
    /// <param name="made">The actions made in that time: most operations find theirs among them, without a walk into a large index.</param>
    public static List<StoredOperations> Operations(RelationSyncDb db, DateTimeOffset from, DateTimeOffset to, (long First, long Last)? made)
    {
        using var read = new PreparedSql(
            db,
            $"""
            SELECT "InboxId", SUM("HasAction"), SUM(1 - "HasAction") FROM (
              SELECT o."InboxId", CASE
                WHEN o."ActivityKey" IN (SELECT "ActivityKey" FROM "Actions"{db.Dialect.ByKey} WHERE "Seq" >= @first AND "Seq" <= @last) THEN 1
                WHEN EXISTS (SELECT 1 FROM "Actions" AS a WHERE a."ActivityKey" = o."ActivityKey") THEN 1
                ELSE 0 END AS "HasAction"
              FROM "Operations" AS o{db.Dialect.By("IX_Operations_ArrivedAt_InboxId_ActivityKey")}
              WHERE o."ArrivedAt" >= @from AND o."ArrivedAt" < @to
                AND o."ActivityKey" NOT IN (SELECT "ActivityKey" FROM "Actions" WHERE "IsTest")) AS c
            GROUP BY "InboxId"
            """,
            "@first", "@last", "@from", "@to");
        return read.Read(r => new StoredOperations(r.GetInt64(0), r.GetInt32(1), r.GetInt32(2)), made?.First ?? 0L, made?.Last ?? -1L, from, to);
    }

    /// <summary>Actions of the store with that <c>Seq</c>, by where they stand.</summary>
    public static List<StoredActions> Actions(RelationSyncDb db, (long First, long Last) made, DateTimeOffset now)
    {
        using var read = new PreparedSql(
            db,
            $"""
            SELECT "InboxId", "Status", CASE WHEN "DueAt" <= @now THEN 1 ELSE 0 END, COUNT(*) FROM "Actions"{db.Dialect.ByKey}
            WHERE "Seq" >= @first AND "Seq" <= @last AND NOT "IsTest" GROUP BY 1, 2, 3
            """,
            "@now", "@first", "@last");
        return read.Read(r => new StoredActions(r.GetInt64(0), (ActionStatus)r.GetInt32(1), r.GetInt32(2) != 0, r.GetInt32(3)), now, made.First, made.Last);
    }
}

/// <summary>What the intake counted of one inbox.</summary>
internal sealed record DoorCount(long InboxId, int Received, int Repeats, int Ignored, int Rejected, int Made);

/// <summary>What the store holds of one inbox's operations.</summary>
internal sealed record StoredOperations(long InboxId, int Used, int Held);

/// <summary>So many of one inbox's actions stand there; what is held becomes pending when it is due.</summary>
internal sealed record StoredActions(long InboxId, ActionStatus Status, bool IsDue, int Count);
