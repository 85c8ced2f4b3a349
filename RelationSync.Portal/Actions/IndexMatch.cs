using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Actions;

/// <summary>How far the index knows the actions.</summary>
/// <param name="UpTo">The last action in it.</param>
/// <param name="FirstDay">The first day that one of them was triggered on.</param>
/// <param name="LastDay">The last such day.</param>
/// <param name="Newest">The last action of all.</param>
internal readonly record struct IndexState(long UpTo, long FirstDay, long LastDay, long Newest);

/// <summary>What the index is asked for.</summary>
/// <param name="UpTo">Up to which action it is to be asked at all.</param>
/// <param name="Words">In its own language; never a viewer's text but in quotes.</param>
internal sealed record IndexMatch(long UpTo, string Words)
{
    /// <summary>Few rare grams leave next to nothing to look at; common ones only cost time.</summary>
    private const int MostGrams = 4;

    /// <summary>Grams of a long search that are looked at to find the rare ones.</summary>
    private const int MostSampled = 16;

    /// <summary>Actions of which is counted how rare a gram is.</summary>
    private const int Sample = 256;

    /// <summary>The index surely knows none that fits.</summary>
    public bool IsNone => Words.Length == 0;

    /// <param name="db">The store.</param>
    /// <param name="criteria">What is looked for.</param>
    /// <param name="state">What the index knows.</param>
    /// <param name="near">The action that the scan begins at.</param>
    public static IndexMatch For(RelationSyncDb db, ActionCriteria criteria, IndexState state, long near)
    {
        var days = criteria.Days(state.FirstDay, state.LastDay);
        if (days is [])
        {
            return new IndexMatch(state.UpTo, "");
        }

        var words = criteria.Facets().Select(Quoted).Concat(Rarest(db, [.. criteria.Grams()], Math.Min(near, state.UpTo))).ToList();
        if (days is not null)
        {
            words.Add($"({string.Join(" OR ", days.Select(Quoted))})");
        }

        // Without a condition that it knows the index has nothing to say.
        return words.Count == 0 ? new IndexMatch(0, "") : new IndexMatch(state.UpTo, string.Join(" AND ", words));
    }

    /// <summary>FTS5 steps along the first word and looks the others up: so the rarest come first.</summary>
    private static IEnumerable<string> Rarest(RelationSyncDb db, IReadOnlyList<string> grams, long near)
    {
        if (grams.Count <= 1)
        {
            return grams.Select(Quoted);
        }

        using var count = new Statement(
            db, """SELECT COUNT(*) FROM "ActionIndex" WHERE "ActionIndex" MATCH @word AND rowid BETWEEN @low AND @high""", "@word", "@low", "@high");
        // Near the beginning and half-way to the end: what is rare today needn't be so a year ago.
        var regions = new[] { near, near / 2 };
        var step = (grams.Count + MostSampled - 1) / MostSampled;
        var counted = grams.Where((_, i) => i % step == 0 || i == grams.Count - 1)
            .Select(Quoted)
            .Select(word => (Word: word, Count: regions.Sum(at => count.Read(r => r.GetInt32(0), word, at - (Sample / 2) + 1, at)[0])))
            .OrderBy(g => g.Count)
            .ToList();
        return counted.TakeWhile((g, i) => i == 0 || (i < MostGrams && g.Count < Sample / 2)).Select(g => g.Word);
    }

    private static string Quoted(string gram) => $"\"{gram.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
