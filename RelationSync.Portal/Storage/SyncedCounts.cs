using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Storage;

/// <summary>
/// Counts of the Events that stand, by inbox and quarter of an hour, kept in the transactions that change their actions: no
/// number on a page walks a day's Events. Their versions tell when what else is known of a quarter has to be read again
/// (<see cref="QuarterCache{TRow}"/>). Tests count in no figure (R-T15).
/// </summary>
internal static class SyncedCounts
{
    public const long QuarterTicks = 15 * TimeSpan.TicksPerMinute;

    /// <summary>Whatever happened beside these counts, as a node of a former version settling at the same time, is mended within so long.</summary>
    private static readonly TimeSpan Recounted = TimeSpan.FromHours(50);

    /// <summary>What figures about Events read of an action.</summary>
    private static readonly string[] FiguresRead = [
        nameof(SyncAction.Status), nameof(SyncAction.SyncedAt), nameof(SyncAction.IsTest), nameof(SyncAction.TriggerAt), nameof(SyncAction.ArrivedAt),
        nameof(SyncAction.ClockAt), nameof(SyncAction.Source)];

    private static readonly string Counted = $"""a."Status" = {ActionStatus.Synced.Sql()} AND NOT a."IsTest" """;

    /// <summary>What the tracked changes, which are about to be saved, mean for the counts.</summary>
    public static void Note(RelationSyncDb db)
    {
        var changes = new SyncedCountChanges();
        foreach (var entry in db.ChangeTracker.Entries<SyncAction>())
        {
            if (entry.State is EntityState.Modified && !Array.Exists(FiguresRead, p => entry.Property(p).IsModified))
            {
                continue;
            }

            if (entry.State is EntityState.Modified or EntityState.Deleted)
            {
                changes.Remove(
                    entry.Entity,
                    (ActionStatus)Before(entry, nameof(SyncAction.Status))!,
                    (DateTimeOffset?)Before(entry, nameof(SyncAction.SyncedAt)),
                    (bool)Before(entry, nameof(SyncAction.IsTest))!);
            }

            if (entry.State is EntityState.Modified or EntityState.Added)
            {
                changes.Add(entry.Entity);
            }
        }

        changes.Store(db);
    }

    /// <summary>Events that were confirmed from then until then and stand, by inbox: whole quarters as counted, their ends by the index over time.</summary>
    public static Dictionary<long, int> Read(RelationSyncDb db, DateTimeOffset from, DateTimeOffset to)
    {
        var (first, last) = ((from.UtcTicks + QuarterTicks - 1) / QuarterTicks, to.UtcTicks / QuarterTicks);
        if (first >= last)
        {
            return Walk(db, from.UtcTicks, to.UtcTicks);
        }

        using var whole = new PreparedSql(
            db, """SELECT "InboxId", SUM("Events") FROM "SyncedCounts" WHERE "Quarter" >= @first AND "Quarter" < @last GROUP BY "InboxId" """, "@first", "@last");
        var counts = whole.Read(r => (Inbox: r.GetInt64(0), Count: Convert.ToInt32(r.GetValue(1), System.Globalization.CultureInfo.InvariantCulture)), first, last)
            .ToDictionary(c => c.Inbox, c => c.Count);
        var rest = to == DateTimeOffset.MaxValue ? [] : Walk(db, last * QuarterTicks, to.UtcTicks);
        foreach (var (inbox, count) in Walk(db, from.UtcTicks, first * QuarterTicks).Concat(rest))
        {
            counts[inbox] = counts.GetValueOrDefault(inbox) + count;
        }

        return counts;
    }

    /// <summary>Counts the last two days anew, a quarter a transaction.</summary>
    public static async Task RecountAsync(Store store, DateTimeOffset now, CancellationToken cancellationToken)
    {
        for (var quarter = (now - Recounted).UtcTicks / QuarterTicks; quarter <= now.UtcTicks / QuarterTicks; quarter++)
        {
            var one = quarter;
            if (await store.ReadMomentAsync((db, _) => Task.FromResult(IsRight(db, one)), cancellationToken))
            {
                continue;
            }

            await store.WriteAsync((db, _) => Task.FromResult(Rebuild(db, one, one)), cancellationToken);
        }
    }

    /// <summary>Counts all Events anew, for a store that was filled from outside.</summary>
    public static void Rebuild(RelationSyncDb db) => Rebuild(db, 0, long.MaxValue / QuarterTicks - 1);

    /// <summary>Two numbers for each quarter from that time on: others once an Event of it has changed. A quarter without Events has none.</summary>
    public static Dictionary<long, (long Events, long Version)> Versions(RelationSyncDb db, DateTimeOffset from)
    {
        using var read = new PreparedSql(
            db,
            """
            SELECT "Quarter", CAST(SUM("Events") AS bigint), CAST(SUM("Version") AS bigint) FROM "SyncedCounts" WHERE "Quarter" >= @first GROUP BY "Quarter"
            """,
            "@first");
        return read.Read(r => (Quarter: r.GetInt64(0), Of: (r.GetInt64(1), r.GetInt64(2))), from.UtcTicks / QuarterTicks).ToDictionary(v => v.Quarter, v => v.Of);
    }

    private static int Rebuild(RelationSyncDb db, long first, long last)
    {
        // Above all there were, so that no sum of a quarter is one that was read before. Quarters whose Events are all gone are kept, with none.
        using var highest = new PreparedSql(db, """SELECT CAST(COALESCE(SUM("Version"), 0) AS bigint) FROM "SyncedCounts" WHERE "Quarter" BETWEEN @first AND @last""", "@first", "@last");
        var version = highest.Read(r => r.GetInt64(0), first, last).Single() + 1;
        using var delete = new PreparedSql(db, """DELETE FROM "SyncedCounts" WHERE "Quarter" BETWEEN @first AND @last""", "@first", "@last");
        delete.Run(first, last);
        using var count = new PreparedSql(
            db,
            $"""
            INSERT INTO "SyncedCounts" ("Quarter", "InboxId", "Events", "Version")
            SELECT a."SyncedAt" / {QuarterTicks}, a."InboxId", COUNT(*) FILTER (WHERE {Counted}), {version} FROM "Actions" AS a{db.Dialect.By("IX_Actions_SyncedAt")}
            WHERE a."SyncedAt" >= @from AND a."SyncedAt" < @to AND NOT a."IsTest" GROUP BY 1, 2
            """,
            "@from", "@to");
        return count.Run(first * QuarterTicks, (last + 1) * QuarterTicks);
    }

    private static bool IsRight(RelationSyncDb db, long quarter)
    {
        using var kept = new PreparedSql(db, """SELECT "InboxId", "Events" FROM "SyncedCounts" WHERE "Quarter" = @quarter AND "Events" <> 0""", "@quarter");
        var counted = kept.Read(r => (Inbox: r.GetInt64(0), Count: r.GetInt32(1)), quarter).ToHashSet();
        return counted.SetEquals(Walk(db, quarter * QuarterTicks, (quarter + 1) * QuarterTicks).Select(w => (w.Key, w.Value)));
    }

    // On the index over time: the planner would take the one on status.
    private static Dictionary<long, int> Walk(RelationSyncDb db, long from, long to)
    {
        if (from >= to)
        {
            return [];
        }

        using var read = new PreparedSql(
            db,
            $"""
            SELECT a."InboxId", COUNT(*) FROM "Actions" AS a{db.Dialect.By("IX_Actions_SyncedAt")}
            WHERE a."SyncedAt" >= @from AND a."SyncedAt" < @to AND {Counted} GROUP BY a."InboxId"
            """,
            "@from", "@to");
        return read.Read(r => (Inbox: r.GetInt64(0), Count: r.GetInt32(1)), from, to).ToDictionary(c => c.Inbox, c => c.Count);
    }

    private static object? Before(EntityEntry<SyncAction> entry, string property) => entry.Property(property).OriginalValue;
}
