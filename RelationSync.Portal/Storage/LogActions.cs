using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;

namespace RelationSync.Portal.Storage;

/// <summary>Last error log entry of each action, by kind and state, and whether the action has failed.</summary>
internal static class LogActions
{
    /// <summary>Actions of one round of statements.</summary>
    private const int Batch = 200;

    /// <summary>Brings the rows of these actions in line with the entries and the actions as they are stored now.</summary>
    public static void Reconcile(RelationSyncDb db, IReadOnlyCollection<Guid> actions, LogCountChanges counts)
    {
        foreach (var batch in actions.Chunk(Batch))
        {
            var wanted = Wanted(db, batch);
            var stored = Stored(db, batch);
            var changed = stored.Except(wanted).Concat(wanted.Except(stored)).Select(r => r.ActionId).ToHashSet();
            if (changed.Count == 0)
            {
                continue;
            }

            foreach (var row in stored.Where(r => changed.Contains(r.ActionId)))
            {
                counts.AddAction(row.State, row.Kind, row.LastAt, row.IsFailed, -1);
            }

            using var delete = new PreparedSql(db, """DELETE FROM "LogActions" WHERE "ActionId" = @action""", "@action");
            foreach (var action in changed)
            {
                delete.Run(action);
            }

            using var insert = new PreparedSql(
                db,
                """
                INSERT INTO "LogActions" ("ActionId", "InboxId", "Severity", "Category", "Code", "State", "LastAt", "IsFailed")
                VALUES (@action, @inbox, @severity, @category, @code, @state, @last, @failed)
                """,
                "@action", "@inbox", "@severity", "@category", "@code", "@state", "@last", "@failed");
            foreach (var row in wanted.Where(r => changed.Contains(r.ActionId)))
            {
                insert.Run(row.ActionId, row.Kind.InboxId, row.Kind.Severity, row.Kind.Category, row.Kind.Code, row.State, row.LastAt, row.IsFailed ? 1 : 0);
                counts.AddAction(row.State, row.Kind, row.LastAt, row.IsFailed, 1);
            }
        }
    }

    private static HashSet<Row> Wanted(RelationSyncDb db, Guid[] actions)
    {
        var entries = db.LogEntries.AsNoTracking().Where(e => e.ActionId != null && actions.Contains(e.ActionId.Value)).AsEnumerable().Select(CountedEntry.Of).ToList();
        var failed = db.Actions.Where(a => actions.Contains(a.Id) && a.Status == ActionStatus.Failed).Select(a => a.Id).ToHashSet();
        return [.. entries.Concat(entries.Select(e => e with { State = CountedAs.All }))
            .GroupBy(e => (e.ActionId, e.Kind, e.State))
            .Select(g => new Row(g.Key.ActionId!.Value, g.Key.Kind, g.Key.State, g.Max(e => e.At), failed.Contains(g.Key.ActionId.Value)))];
    }

    private static HashSet<Row> Stored(RelationSyncDb db, Guid[] actions)
    {
        var names = actions.Select((_, i) => $"@a{i}").ToArray();
        using var read = new PreparedSql(
            db,
            $"""
            SELECT "ActionId", "InboxId", "Severity", "Category", "Code", "State", "LastAt", "IsFailed"
            FROM "LogActions" WHERE "ActionId" IN ({string.Join(", ", names)})
            """,
            names);
        return [.. read.Read(
            r => new Row(
                new Guid((byte[])r.GetValue(0), bigEndian: true),
                new CountedKind(r.GetInt64(1), (LogSeverity)r.GetInt32(2), (LogCategory)r.GetInt32(3), r.GetString(4)),
                (CountedAs)r.GetInt32(5),
                new DateTimeOffset(r.GetInt64(6), TimeSpan.Zero),
                r.GetInt32(7) != 0),
            [.. actions.Select(a => (object?)a)])];
    }

    private sealed record Row(Guid ActionId, CountedKind Kind, CountedAs State, DateTimeOffset LastAt, bool IsFailed);
}
