using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;

namespace RelationSync.Portal.Storage;

/// <summary>
/// Counts of the error log by inbox, kind, state and bucket of days, kept in the transactions that write it. Each inbox has
/// rows of its own, so that drains of two don't meet in one. An action counts where its last entry is: so those of a time
/// range are those whose last entry isn't before it.
/// </summary>
internal static class LogCounts
{
    /// <summary>Days that are counted together.</summary>
    public const long BucketTicks = 8 * TimeSpan.TicksPerDay;

    private const string Kind = "\"InboxId\", \"Severity\", \"Category\", \"Code\"";

    /// <summary>As what an entry <c>e</c> counts. An index has this expression.</summary>
    public static readonly string StateSql =
        $"""(CASE WHEN e."SettledAt" IS NOT NULL THEN {CountedAs.Settled.Sql()} WHEN e."ClosedAt" IS NOT NULL THEN {CountedAs.Closed.Sql()} ELSE {CountedAs.Open.Sql()} END)""";

    private static readonly string States =
        string.Join(" UNION ALL ", Enum.GetValues<CountedAs>().Select(s => $"""SELECT {s.Sql()} AS "State" """));

    /// <summary>Settles or closes these entries.</summary>
    public static async Task<int> MoveAsync(
        RelationSyncDb db, IQueryable<LogEntry> entries, CountedAs to, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var moved = await Counted(entries).ToListAsync(cancellationToken);
        return moved.Count == 0 ? 0 : Move(db, entries, moved, to, at);
    }

    /// <inheritdoc cref="MoveAsync"/>
    public static void Move(RelationSyncDb db, IQueryable<LogEntry> entries, CountedAs to, DateTimeOffset at)
    {
        var moved = Counted(entries).ToList();
        if (moved.Count > 0)
        {
            Move(db, entries, moved, to, at);
        }
    }

    /// <summary>Takes back that these entries were settled: they are open again, or closed where they are over by themselves.</summary>
    public static async Task<int> ReopenAsync(RelationSyncDb db, IQueryable<LogEntry> entries, CancellationToken cancellationToken)
    {
        var reopened = 0;
        foreach (var to in new[] { CountedAs.Open, CountedAs.Closed })
        {
            var some = entries.Where(e => e.SettledAt != null && (e.ClosedAt != null) == (to == CountedAs.Closed));
            var moved = await Counted(some).ToListAsync(cancellationToken);
            reopened += await some.ExecuteUpdateAsync(
                e => e.SetProperty(x => x.SettledAt, (DateTimeOffset?)null).SetProperty(x => x.SettledBy, (string?)null).SetProperty(x => x.SettledReason, (string?)null),
                cancellationToken);
            var counts = new LogCountChanges();
            moved.ForEach(e => counts.ReopenEntry(e, to));
            Store(db, counts, moved.Select(e => e.ActionId));
        }

        return reopened;
    }

    /// <summary>Deletes these entries.</summary>
    public static async Task<int> DeleteAsync(RelationSyncDb db, IQueryable<LogEntry> entries, CancellationToken cancellationToken)
    {
        var gone = await Counted(entries).ToListAsync(cancellationToken);
        var deleted = await entries.ExecuteDeleteAsync(cancellationToken);
        var counts = new LogCountChanges();
        gone.ForEach(e => counts.AddEntry(e, -1));
        Store(db, counts, gone.Select(e => e.ActionId));
        return deleted;
    }

    /// <summary>What the tracked changes, which are about to be saved, mean for the counts; null: nothing. To be stored once they are saved.</summary>
    public static Action? Prepare(RelationSyncDb db)
    {
        var counts = new LogCountChanges();
        var actions = db.ChangeTracker.Entries<SyncAction>().Where(FailsOtherwise).Select(e => (Guid?)e.Entity.Id).ToList();
        foreach (var entry in db.ChangeTracker.Entries<LogEntry>().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted))
        {
            if (entry.State is not EntityState.Added)
            {
                counts.AddEntry(CountedEntry.Of((LogEntry)entry.OriginalValues.ToObject()), -1);
            }

            if (entry.State is not EntityState.Deleted)
            {
                counts.AddEntry(CountedEntry.Of(entry.Entity), 1);
            }

            actions.Add(entry.Entity.ActionId);
        }

        return counts.IsEmpty && actions.Count == 0 ? null : () => Store(db, counts, actions);
    }

    /// <summary>Recounts all entries, for a store that was filled from outside.</summary>
    public static void Rebuild(RelationSyncDb db)
    {
        var isCounted = $"""(s."State" = {CountedAs.All.Sql()} OR s."State" = {StateSql})""";
        foreach (var sql in new[]
        {
            """DELETE FROM "LogCounts" """,
            """DELETE FROM "LogActions" """,
            $"""
            INSERT INTO "LogActions" ("ActionId", {Kind}, "State", "LastAt", "IsFailed")
            SELECT e."ActionId", e."InboxId", e."Severity", e."Category", e."Code", s."State", MAX(e."At"), MAX(CASE WHEN a."Status" = {ActionStatus.Failed.Sql()} THEN 1 ELSE 0 END)
            FROM "LogEntries" AS e CROSS JOIN ({States}) AS s LEFT JOIN "Actions" AS a ON a."Id" = e."ActionId"
            WHERE e."ActionId" IS NOT NULL AND {isCounted}
            GROUP BY e."ActionId", e."InboxId", e."Severity", e."Category", e."Code", s."State"
            """,
            $"""
            INSERT INTO "LogCounts" ("State", {Kind}, "Bucket", "Entries", "Actions", "Failed")
            SELECT "State", {Kind}, "Bucket", SUM("Entries"), SUM("Actions"), SUM("Failed") FROM (
              SELECT s."State", e."InboxId", e."Severity", e."Category", e."Code", e."At" / {BucketTicks} AS "Bucket", 1 AS "Entries", 0 AS "Actions", 0 AS "Failed"
              FROM "LogEntries" AS e CROSS JOIN ({States}) AS s WHERE {isCounted}
              UNION ALL
              SELECT "State", {Kind}, "LastAt" / {BucketTicks}, 0, 1, "IsFailed" FROM "LogActions") AS c
            GROUP BY "State", {Kind}, "Bucket"
            """,
        })
        {
            using var step = new PreparedSql(db, sql);
            step.Run();
        }
    }

    private static int Move(RelationSyncDb db, IQueryable<LogEntry> entries, List<CountedEntry> moved, CountedAs to, DateTimeOffset at)
    {
        DateTimeOffset? then = at;
        var count = to is CountedAs.Settled
            ? entries.ExecuteUpdate(e => e.SetProperty(x => x.SettledAt, then))
            : entries.ExecuteUpdate(e => e.SetProperty(x => x.ClosedAt, then));
        var counts = new LogCountChanges();
        foreach (var entry in moved)
        {
            counts.MoveEntry(entry, to);
        }

        Store(db, counts, moved.Select(e => e.ActionId));
        return count;
    }

    private static void Store(RelationSyncDb db, LogCountChanges counts, IEnumerable<Guid?> actions)
    {
        LogActions.Reconcile(db, [.. actions.OfType<Guid>().Distinct()], counts);
        counts.Store(db);
    }

    private static IQueryable<CountedEntry> Counted(IQueryable<LogEntry> entries) => entries.Select(e => new CountedEntry(
        e.InboxId,
        e.Severity,
        e.Category,
        e.Code,
        e.At,
        e.ActionId,
        e.SettledAt != null ? CountedAs.Settled : e.ClosedAt != null ? CountedAs.Closed : CountedAs.Open));

    private static bool FailsOtherwise(EntityEntry<SyncAction> entry) => entry.State switch
    {
        EntityState.Modified => (entry.Property(a => a.Status).OriginalValue is ActionStatus.Failed) != (entry.Entity.Status is ActionStatus.Failed),
        EntityState.Deleted => entry.Entity.Status is ActionStatus.Failed,
        _ => false,
    };
}

/// <summary>What of an entry is counted.</summary>
internal sealed record CountedEntry(
    long InboxId, LogSeverity Severity, LogCategory Category, string Code, DateTimeOffset At, Guid? ActionId, CountedAs State)
{
    public static CountedEntry Of(LogEntry e) => new(
        e.InboxId,
        e.Severity,
        e.Category,
        e.Code,
        e.At,
        e.ActionId,
        e.SettledAt is not null ? CountedAs.Settled : e.ClosedAt is not null ? CountedAs.Closed : CountedAs.Open);

    public CountedKind Kind => new(InboxId, Severity, Category, Code);
}

/// <summary>What is counted apart.</summary>
internal sealed record CountedKind(long InboxId, LogSeverity Severity, LogCategory Category, string Code);
