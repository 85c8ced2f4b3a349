using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using RelationSync.Domain.Actions;

namespace RelationSync.Portal.Storage.Search;

/// <summary>The list of actions that changed after they were indexed. It is written in the transaction that changes them.</summary>
internal static class StaleActions
{
    /// <summary>Actions of one statement.</summary>
    private const int Batch = 500;

    /// <summary>What the index holds of an action.</summary>
    private static readonly string[] Indexed =
    [
        nameof(SyncAction.Subject), nameof(SyncAction.ActivityId), nameof(SyncAction.EventId), nameof(SyncAction.CustomerKey), nameof(SyncAction.OperatorEmail),
        nameof(SyncAction.TriggerAt), nameof(SyncAction.Status),
    ];

    /// <summary>Notes those of the tracked actions that are about to be saved otherwise than the index knows them.</summary>
    public static void Note(RelationSyncDb db)
    {
        Note(db, [.. db.ChangeTracker.Entries<SyncAction>().Where(IsChanged).Select(e => e.Entity.Seq)]);
    }

    /// <summary>Notes actions that were changed by prepared statements.</summary>
    public static void Note(RelationSyncDb db, IReadOnlyCollection<long> changed)
    {
        if (changed.Count > 0)
        {
            // An action beyond the mark is indexed yet, as it will be then.
            var upTo = ReadMark(db);
            Insert(db, changed.Where(seq => seq <= upTo));
        }
    }

    /// <summary>Notes actions that a statement is about to change, which no change tracker sees.</summary>
    public static async Task NoteAsync(RelationSyncDb db, IQueryable<SyncAction> actions, CancellationToken cancellationToken)
    {
        var upTo = ReadMark(db);
        Insert(db, await actions.Where(a => a.Seq <= upTo).Select(a => a.Seq).ToListAsync(cancellationToken));
    }

    private static long ReadMark(RelationSyncDb db)
    {
        using var mark = new PreparedSql(db, $"""SELECT "UpTo" FROM "ActionIndexState"{db.Dialect.ForShare}""");
        return mark.Read(r => r.GetInt64(0))[0];
    }

    private static void Insert(RelationSyncDb db, IEnumerable<long> seqs)
    {
        foreach (var batch in seqs.Chunk(Batch))
        {
            var rows = string.Join(", ", batch.Select(seq => string.Create(CultureInfo.InvariantCulture, $"({seq})")));
            using var note = new PreparedSql(db, $"""INSERT INTO "StaleActions" ("Seq") VALUES {rows} ON CONFLICT DO NOTHING""");
            note.Run();
        }
    }

    private static bool IsChanged(EntityEntry<SyncAction> entry) =>
        entry.State is EntityState.Deleted || (entry.State is EntityState.Modified && Indexed.Any(name => IsChanged(entry.Property(name))));

    private static bool IsChanged(PropertyEntry property) => property.Metadata.Name == nameof(SyncAction.Status)
        ? Facets.Standing((ActionStatus)property.OriginalValue!) != Facets.Standing((ActionStatus)property.CurrentValue!)
        : !Equals(property.OriginalValue, property.CurrentValue);
}
