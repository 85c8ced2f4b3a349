using System.Globalization;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Search;

namespace RelationSync.Portal.Actions;

/// <summary>What a scan came to.</summary>
/// <param name="Found">What fits, in the order asked for.</param>
/// <param name="StoppedAt">The last <c>Seq</c> it looked at where it gave up before the end; null: it looked at all, or has enough.</param>
internal sealed record ScanResult(List<ActionView> Found, long? StoppedAt);

/// <summary>
/// Looks for the next actions that fit, in the order of arrival, window by window: by the index up to its mark, one by
/// one beyond it. A window's cost is bounded by its width, and so the answer's by <see cref="ScanLimits.Budget"/>.
/// </summary>
internal sealed class ActionScan(RelationSyncDb db, ActionCriteria criteria, Func<System.Data.Common.DbDataReader, ActionView> row)
{
    /// <summary>After so many in vain the clock is looked at.</summary>
    private const int LooksPerGlance = 128;

    /// <summary>Actions that are read at once; an answer is read to its end before the next, for PostgreSQL has one on its way only.</summary>
    private const int FirstChunk = 64;

    /// <inheritdoc cref="FirstChunk"/>
    private const int LargestChunk = 2048;

    /// <summary>Looks for at most so many.</summary>
    public ScanResult Run(Keyset keyset, int most, ScanPace pace)
    {
        var state = ReadState();
        var (first, last) = keyset switch
        {
            { NewestFirst: true, Beyond: { } seq } => (1, Math.Min(state.Newest, seq - 1)),
            { Beyond: { } seq } => (seq + 1, state.Newest),
            _ => (1L, state.Newest),
        };
        if (criteria.Among is { } among)
        {
            var few = Rows($"""FROM "Actions" AS a{among} AND a."Seq" BETWEEN @low AND @high""", "a.\"Seq\"", first, last, keyset.NewestFirst);
            return new ScanResult([.. few.Select(c => c.View).OfType<ActionView>().Take(most)], null);
        }

        var match = IndexMatch.For(db, criteria, state, keyset.NewestFirst ? last : first, keyset.NewestFirst);
        var mark = match.UpTo;
        var found = new List<ActionView>();
        var looked = 0;
        while (first <= last)
        {
            // A window lies on one side of the mark.
            var (low, high) = keyset.NewestFirst
                ? (Math.Max(last > mark ? Math.Max(first, mark + 1) : first, last - pace.Width + 1), last)
                : (first, Math.Min(first <= mark ? Math.Min(last, mark) : last, first + pace.Width - 1));
            foreach (var action in high > mark ? Direct(low, high, keyset.NewestFirst) : match.Actions is { } known ? Indexed(known, low, high, keyset.NewestFirst) : Stale(low, high, keyset.NewestFirst))
            {
                if (action.View is { } view)
                {
                    found.Add(view);
                    if (found.Count == most)
                    {
                        return new ScanResult(found, null);
                    }
                }
                else if (++looked % LooksPerGlance == 0 && pace.IsOver)
                {
                    return new ScanResult(found, action.Seq);
                }
            }

            (first, last) = keyset.NewestFirst ? (first, low - 1) : (high + 1, last);
            if (first <= last && pace.IsOver)
            {
                return new ScanResult(found, keyset.NewestFirst ? low : high);
            }

            pace.Next(high - low + 1);
        }

        return new ScanResult(found, null);
    }

    private IndexState ReadState()
    {
        using var state = new PreparedSql(
            db, """SELECT "UpTo", "FirstDay", "LastDay", (SELECT COALESCE(MAX("Seq"), 0) FROM "Actions") FROM "ActionIndexState" """);
        return state.Read(r => new IndexState(r.GetInt64(0), r.IsDBNull(1) ? 0 : r.GetInt64(1), r.IsDBNull(2) ? 0 : r.GetInt64(2), r.GetInt64(3)))[0];
    }

    /// <summary>One by one.</summary>
    private IEnumerable<Candidate> Direct(long low, long high, bool newestFirst) =>
        Rows($"""FROM "Actions" AS a{db.Dialect.ByKey} WHERE a."Seq" BETWEEN @low AND @high""", "a.\"Seq\"", low, high, newestFirst);

    private IEnumerable<Candidate> Stale(long low, long high, bool newestFirst) => Rows(
        """FROM "StaleActions" AS s CROSS JOIN "Actions" AS a WHERE a."Seq" = s."Seq" AND s."Seq" BETWEEN @low AND @high""", "s.\"Seq\"", low, high, newestFirst);

    /// <summary>What the index knows and what it doesn't know yet, merged in order; what is in both comes once.</summary>
    private IEnumerable<Candidate> Indexed(IndexedActions index, long low, long high, bool newestFirst)
    {
        using var known = Known(index, low, high, newestFirst).GetEnumerator();
        using var changed = Stale(low, high, newestFirst).GetEnumerator();
        var (hasKnown, hasChanged) = (known.MoveNext(), changed.MoveNext());
        while (hasKnown || hasChanged)
        {
            var order = !hasKnown ? -1 : !hasChanged ? 1 : (known.Current.Seq - changed.Current.Seq) * (newestFirst ? 1 : -1);
            yield return order >= 0 ? known.Current : changed.Current;
            hasKnown = order >= 0 ? known.MoveNext() : hasKnown;
            hasChanged = order <= 0 ? changed.MoveNext() : hasChanged;
        }
    }

    private IEnumerable<Candidate> Known(IndexedActions index, long low, long high, bool newestFirst)
    {
        using var find = new PreparedSql(db, index.Sql, ["@low", "@high", "@most", .. index.Parameters]);
        for (var most = index.FirstBatch; low <= high; most = Math.Min(4 * most, LargestChunk))
        {
            var seqs = find.Read(r => r.GetInt64(0), [low, high, most, .. index.Values(low, high)]);
            foreach (var candidate in seqs.Chunk(FirstChunk).SelectMany(Look))
            {
                yield return candidate;
            }

            if (seqs.Count < most)
            {
                yield break;
            }

            (low, high) = newestFirst ? (low, seqs[^1] - 1) : (seqs[^1] + 1, high);
        }
    }

    /// <summary>Each of these, in their order.</summary>
    private IEnumerable<Candidate> Look(long[] seqs)
    {
        var list = string.Join(", ", seqs.Select(seq => seq.ToString(CultureInfo.InvariantCulture)));
        using var rows = new PreparedSql(db, $"""SELECT {ActionRow.Columns} FROM "Actions" AS a{db.Dialect.ByKey} WHERE a."Seq" IN ({list}){criteria.Sql}""", "@activity");
        var found = rows.Read(ToCandidate, criteria.ActivityId).ToDictionary(c => c.Seq);
        return seqs.Select(seq => found.GetValueOrDefault(seq, new Candidate(seq, null)));
    }

    private IEnumerable<Candidate> Rows(string from, string seq, long low, long high, bool newestFirst)
    {
        using var rows = new PreparedSql(
            db,
            $"SELECT {ActionRow.Columns} {from}{criteria.Sql} ORDER BY {seq} {(newestFirst ? "DESC" : "ASC")} LIMIT @most",
            "@low",
            "@high",
            "@most",
            "@activity");
        for (var most = FirstChunk; low <= high; most = Math.Min(4 * most, LargestChunk))
        {
            var chunk = rows.Read(ToCandidate, low, high, most, criteria.ActivityId);
            foreach (var action in chunk)
            {
                yield return action;
            }

            if (chunk.Count < most)
            {
                yield break;
            }

            (low, high) = newestFirst ? (low, chunk[^1].Seq - 1) : (chunk[^1].Seq + 1, high);
        }
    }

    private Candidate ToCandidate(System.Data.Common.DbDataReader r) => new(r.GetInt64(0), criteria.Fits(r) ? row(r) : null);

    /// <param name="View">Null: it doesn't fit.</param>
    private readonly record struct Candidate(long Seq, ActionView? View);
}
