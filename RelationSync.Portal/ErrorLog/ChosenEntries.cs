using RelationSync.Portal.Storage;

namespace RelationSync.Portal.ErrorLog;

/// <summary>The rows behind a choice.</summary>
internal static class ChosenEntries
{
    /// <summary>One query for each kind; they don't overlap.</summary>
    public static IReadOnlyList<IQueryable<LogEntry>> Of(RelationSyncDb db, EntryChoice choice)
    {
        if (LogScope.First(db, choice.Filter) is not { } first)
        {
            return [];
        }

        var all = LogScope.Entries(db, choice.Filter, first);
        return choice.Parts is null ? [all] : [.. choice.Parts.Select(p => Of(all, p))];
    }

    private static IQueryable<LogEntry> Of(IQueryable<LogEntry> all, GroupChoice part)
    {
        var seqs = part.Seqs.ToList();
        var kind = all.OfKind(part.Key);
        return part switch
        {
            { All: true, Seqs.Count: 0 } => kind,
            { All: true } => kind.Where(e => !seqs.Contains(e.Seq)),
            _ => kind.Where(e => seqs.Contains(e.Seq)),
        };
    }
}
