using System.Globalization;

namespace RelationSync.Portal.Storage.Search;

/// <summary>SQLite's own full text index (FTS5), of which each gram is a word. It steps along its words in the order of the actions.</summary>
internal sealed class SqliteActionIndex : ActionIndex
{
    public static readonly SqliteActionIndex Instance = new();

    /// <summary>Few rare grams leave next to nothing to look at; common ones only cost time.</summary>
    private const int MostGrams = 4;

    /// <summary>Grams of a long search that are looked at to find the rare ones.</summary>
    private const int MostSampled = 16;

    /// <summary>Actions of which is counted how rare a gram is.</summary>
    private const int Sample = 256;

    /// <summary>Pages of 4 KB that a step of a merge writes, and where it is in the middle of a gram the rest of its actions.</summary>
    private const int MergedPages = 128;

    private const int FirstBatch = 64;

    private SqliteActionIndex()
    {
    }

    public override IndexedActions Find(RelationSyncDb db, IndexQuestion question, long near, bool newestFirst)
    {
        var words = question.Facets.Select(Word)
            .Concat(Rarest(db, [.. question.Texts.SelectMany(SearchText.GramsOf).Distinct()], near))
            .ToList();
        if (question.Days is { } days)
        {
            words.Add($"({string.Join(" OR ", days.Select(Word))})");
        }

        var match = string.Join(" AND ", words);
        return new IndexedActions(
            $"""
            SELECT rowid FROM "ActionIndex" WHERE "ActionIndex" MATCH @match AND rowid BETWEEN @low AND @high
            ORDER BY rowid {(newestFirst ? "DESC" : "ASC")} LIMIT @most
            """,
            ["@match"],
            (_, _) => [match],
            FirstBatch);
    }

    public override void TakeIn(RelationSyncDb db, IReadOnlyCollection<ActionDocument> documents)
    {
        using var insert = new PreparedSql(db, """INSERT INTO "ActionIndex" (rowid, "Text") VALUES (@seq, @text)""", "@seq", "@text");
        foreach (var document in documents)
        {
            var grams = document.Facets.Concat(document.Texts.SelectMany(t => SearchText.Pairs(t).Concat(SearchText.Triples(t))));
            insert.Run(document.Seq, string.Join(' ', grams.Distinct().Select(Word)));
        }
    }

    public override void TakeOut(RelationSyncDb db, IReadOnlyCollection<long> seqs)
    {
        using var takeOut = new PreparedSql(db, """DELETE FROM "ActionIndex" WHERE rowid = @seq""", "@seq");
        foreach (var seq in seqs)
        {
            takeOut.Run(seq);
        }
    }

    public override bool IsMergeNeeded(RelationSyncDb db)
    {
        // What was taken out is noted in rows of their own, with numbers beyond all others'.
        using var noted = new PreparedSql(db, """SELECT 1 FROM "ActionIndex_data" WHERE "id" >= 1 << 53 LIMIT 1""");
        return noted.Finds();
    }

    public override bool Merge(RelationSyncDb db, bool begins)
    {
        using var changes = new PreparedSql(db, "SELECT total_changes()");
        var before = changes.Read(r => r.GetInt64(0))[0];
        using var merge = new PreparedSql(db, """INSERT INTO "ActionIndex" ("ActionIndex", "rank") VALUES ('merge', @pages)""", "@pages");

        // A negative number begins with all segments, a positive one goes on.
        merge.Run(begins ? -MergedPages : MergedPages);

        // As SQLite's documentation says: the statement itself counts as one change.
        return changes.Read(r => r.GetInt64(0))[0] - before >= 2;
    }

    /// <summary>FTS5 steps along the first word and looks the others up: so the rarest come first.</summary>
    private static IEnumerable<string> Rarest(RelationSyncDb db, IReadOnlyList<int> grams, long near)
    {
        if (grams.Count <= 1)
        {
            return grams.Select(Word);
        }

        using var count = new PreparedSql(
            db, """SELECT COUNT(*) FROM "ActionIndex" WHERE "ActionIndex" MATCH @word AND rowid BETWEEN @low AND @high""", "@word", "@low", "@high");
        // Near the beginning and half-way to the end: what is rare today needn't be so a year ago.
        var regions = new[] { near, near / 2 };
        var step = (grams.Count + MostSampled - 1) / MostSampled;
        var counted = grams.Where((_, i) => i % step == 0 || i == grams.Count - 1)
            .Select(Word)
            .Select(word => (Word: word, Count: regions.Sum(at => count.Read(r => r.GetInt32(0), word, at - (Sample / 2) + 1, at)[0])))
            .OrderBy(g => g.Count)
            .ToList();
        return counted.TakeWhile((g, i) => i == 0 || (i < MostGrams && g.Count < Sample / 2)).Select(g => g.Word);
    }

    /// <summary>Digits and letters alone, so that none is an operator of the index's language in lower case.</summary>
    private static string Word(int gram) => gram.ToString("x8", CultureInfo.InvariantCulture);
}
