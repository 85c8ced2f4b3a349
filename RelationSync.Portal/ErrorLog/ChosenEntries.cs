using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.ErrorLog;

/// <summary>The rows behind a choice. An entry that was ticked stands for all of its kind that its action has (R-E4).</summary>
internal static class ChosenEntries
{
    /// <summary>One query for each kind; they don't overlap.</summary>
    public static async Task<IReadOnlyList<ChosenKind>> OfAsync(RelationSyncDb db, EntryChoice choice, CancellationToken cancellationToken)
    {
        if (LogScope.First(db, choice.Filter) is not { } first)
        {
            return [];
        }

        var all = LogScope.Entries(db, choice.Filter, first);
        if (choice.Parts is not { } parts)
        {
            return [new ChosenKind(null, all)];
        }

        var chosen = new List<ChosenKind>();
        foreach (var part in parts)
        {
            chosen.Add(new ChosenKind(part.Key, await OfAsync(all.OfKind(part.Key), part, cancellationToken)));
        }

        return chosen;
    }

    private static async Task<IQueryable<LogEntry>> OfAsync(IQueryable<LogEntry> kind, GroupChoice part, CancellationToken cancellationToken)
    {
        if (part is { All: true, Seqs.Count: 0 })
        {
            return kind;
        }

        var seqs = part.Seqs.ToList();
        var actions = await kind.Where(e => seqs.Contains(e.Seq) && e.ActionId != null).Select(e => e.ActionId!.Value).Distinct().ToListAsync(cancellationToken);
        return part.All
            ? kind.Where(e => !seqs.Contains(e.Seq) && (e.ActionId == null || !actions.Contains(e.ActionId.Value)))
            : kind.Where(e => seqs.Contains(e.Seq) || (e.ActionId != null && actions.Contains(e.ActionId.Value)));
    }
}

/// <summary>Chosen entries of one kind.</summary>
/// <param name="Key">The kind; null: of every kind.</param>
/// <param name="Entries">Its rows.</param>
internal sealed record ChosenKind(ErrorGroupKey? Key, IQueryable<LogEntry> Entries);
