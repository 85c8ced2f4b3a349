using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace RelationSync.Portal.Storage.Search;

/// <summary>
/// An inverted index (GIN) over grams and, by <c>pg_trgm</c>, the texts. It answers in no order and as a whole. So each
/// action has a gram for the block of its neighbours as well, in several sizes, and a window of a scan asks for the blocks
/// that cover it: the index skips what is outside of them.
/// </summary>
internal sealed class PostgreSqlActionIndex : ActionIndex
{
    public static readonly PostgreSqlActionIndex Instance = new();

    /// <summary>A block of the next size holds eight of the one before.</summary>
    private const int SizeBits = 3;

    private const int SmallestBits = 10;
    private const int LargestBits = 22;

    /// <summary><c>pg_trgm</c> knows a text by this many letters or digits on end.</summary>
    private const int Trigram = 3;

    /// <summary>Stands between texts and can't be searched for.</summary>
    private const char Between = '\u001F';

    private const int FirstBatch = 2048;

    private PostgreSqlActionIndex()
    {
    }

    public override int FirstWindowDivisor => 8;

    /// <inheritdoc/>
    /// <remarks>Where all of them fit after none did, this many are read.</remarks>
    public override long LargestWindow => 1 << 17;

    public override IndexedActions Find(RelationSyncDb db, IndexQuestion question, long near, bool newestFirst)
    {
        int[] all = [.. question.Facets, .. question.Texts.Where(t => !HasTrigram(t)).SelectMany(PairsOf).Distinct()];
        var texts = question.Texts.Where(t => t.EnumerateRunes().Count() >= Trigram).ToList();
        var sql = new StringBuilder("""SELECT "Seq" FROM (SELECT "Seq" FROM "ActionIndex" WHERE "Grams" && @blocks""");
        var (names, values) = (new List<string> { "@blocks" }, new List<object?>());

        void And(string condition, string name, object value)
        {
            sql.Append(" AND ").Append(condition).Append(' ').Append(name);
            names.Add(name);
            values.Add(value);
        }

        if (all.Length > 0)
        {
            And("\"Grams\" @>", "@all", all);
        }

        if (question.Days is { } days)
        {
            And("\"Grams\" &&", "@days", days.ToArray());
        }

        foreach (var (i, text) in texts.Index())
        {
            And("\"Text\" LIKE", $"@text{i}", Pattern(text));
        }

        // OFFSET 0 keeps the range out of it, for which PostgreSQL would take the key and look at each action.
        sql.Append(CultureInfo.InvariantCulture, $""" OFFSET 0) AS i WHERE "Seq" BETWEEN @low AND @high ORDER BY "Seq" {(newestFirst ? "DESC" : "ASC")} LIMIT @most""");
        return new IndexedActions(sql.ToString(), names, (low, high) => [Blocks(low, high), .. values], FirstBatch);
    }

    public override void TakeIn(RelationSyncDb db, IReadOnlyCollection<ActionDocument> documents)
    {
        db.Database.OpenConnection();
        try
        {
            using var copy = ((NpgsqlConnection)db.Database.GetDbConnection()).BeginBinaryImport("""COPY "ActionIndex" ("Seq", "Text", "Grams") FROM STDIN (FORMAT BINARY)""");
            foreach (var document in documents)
            {
                copy.StartRow();
                copy.Write(document.Seq, NpgsqlDbType.Bigint);
                copy.Write(string.Join(Between, document.Texts), NpgsqlDbType.Text);
                int[] grams = [.. document.Facets.Concat(BlocksOf(document.Seq)).Concat(document.Texts.SelectMany(SearchText.Pairs)).Distinct()];
                copy.Write(grams, NpgsqlDbType.Array | NpgsqlDbType.Integer);
            }

            copy.Complete();
        }
        finally
        {
            db.Database.CloseConnection();
        }
    }

    public override void TakeOut(RelationSyncDb db, IReadOnlyCollection<long> seqs)
    {
        using var takeOut = new PreparedSql(db, """DELETE FROM "ActionIndex" WHERE "Seq" = ANY(@seqs)""", "@seqs");
        takeOut.Run(seqs.ToArray());
    }

    /// <inheritdoc/>
    /// <remarks>Vacuum removes what was taken out.</remarks>
    public override bool IsMergeNeeded(RelationSyncDb db) => false;

    public override bool Merge(RelationSyncDb db, bool begins) => false;

    /// <summary>The fewest blocks that cover the actions from the first to the last. At either end they may reach beyond by less than the smallest.</summary>
    private static int[] Blocks(long first, long last)
    {
        var blocks = new List<int>();
        for (var seq = first >> SmallestBits << SmallestBits; seq <= last;)
        {
            var bits = LargestBits;
            while (bits > SmallestBits && (seq & ((1L << bits) - 1)) is var within && (within != 0 || seq + (1L << bits) - 1 > last))
            {
                bits -= SizeBits;
            }

            blocks.Add(Block(seq, bits));
            seq += 1L << bits;
        }

        return [.. blocks];
    }

    /// <summary>The blocks that an action is in, of each size one.</summary>
    private static IEnumerable<int> BlocksOf(long seq)
    {
        for (var bits = SmallestBits; bits <= LargestBits; bits += SizeBits)
        {
            yield return Block(seq, bits);
        }
    }

    private static int Block(long seq, int bits) => Gram.Of(GramKind.Block + bits, seq >> bits);

    /// <summary>What stands for a text that <c>pg_trgm</c> makes nothing of: signs, or fewer than three characters.</summary>
    private static IEnumerable<int> PairsOf(string text) =>
        text.EnumerateRunes().Count() < Trigram ? SearchText.GramsOf(text) : SearchText.Pairs(text).Skip(1);

    private static bool HasTrigram(string text)
    {
        var run = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            run = Rune.IsLetterOrDigit(rune) ? run + 1 : 0;
            if (run == Trigram)
            {
                return true;
            }
        }

        return false;
    }

    private static string Pattern(string text) =>
        $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
