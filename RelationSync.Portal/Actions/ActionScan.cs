using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

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
        var match = IndexMatch.For(db, criteria, state, keyset.NewestFirst ? last : first);
        var mark = match.UpTo;
        var found = new List<ActionView>();
        var looked = 0;
        while (first <= last)
        {
            // A window lies on one side of the mark.
            var (low, high) = keyset.NewestFirst
                ? (Math.Max(last > mark ? Math.Max(first, mark + 1) : first, last - pace.Width + 1), last)
                : (first, Math.Min(first <= mark ? Math.Min(last, mark) : last, first + pace.Width - 1));
            foreach (var action in high > mark ? Direct(low, high, keyset.NewestFirst) : match.IsNone ? Stale(low, high, keyset.NewestFirst) : Indexed(match, low, high, keyset.NewestFirst))
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
        using var state = new Statement(
            db, """SELECT "UpTo", "FirstDay", "LastDay", (SELECT COALESCE(MAX("Seq"), 0) FROM "Actions") FROM "ActionIndexState" """);
        return state.Read(r => new IndexState(r.GetInt64(0), r.IsDBNull(1) ? 0 : r.GetInt64(1), r.IsDBNull(2) ? 0 : r.GetInt64(2), r.GetInt64(3)))[0];
    }

    /// <summary>One by one. SQLite has no statistics here and is told not to take an index of its own choice.</summary>
    private IEnumerable<Candidate> Direct(long low, long high, bool newestFirst) => Rows(
        $"""FROM "Actions" AS a NOT INDEXED WHERE a."Seq" BETWEEN @low AND @high{criteria.Sql} ORDER BY a."Seq" {Order(newestFirst)}""", low, high);

    private IEnumerable<Candidate> Stale(long low, long high, bool newestFirst) => Rows(
        $"""
        FROM "StaleActions" AS s CROSS JOIN "Actions" AS a ON a."Seq" = s."Seq"
        WHERE s."Seq" BETWEEN @low AND @high{criteria.Sql} ORDER BY s."Seq" {Order(newestFirst)}
        """,
        low,
        high);

    /// <summary>What the index knows and what it doesn't know yet, merged in order; what is in both comes once.</summary>
    private IEnumerable<Candidate> Indexed(IndexMatch match, long low, long high, bool newestFirst)
    {
        using var known = Rows(
            $"""
            FROM "ActionIndex" AS i CROSS JOIN "Actions" AS a ON a."Seq" = i.rowid
            WHERE i."ActionIndex" MATCH @match AND i.rowid BETWEEN @low AND @high{criteria.Sql} ORDER BY i.rowid {Order(newestFirst)}
            """,
            low,
            high,
            match.Words).GetEnumerator();
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

    private IEnumerable<Candidate> Rows(string from, long low, long high, string? match = null)
    {
        using var rows = new Statement(db, $"SELECT {ActionRow.Columns} {from}", "@low", "@high", "@match", "@activity");
        foreach (var action in rows.Stream(r => new Candidate(r.GetInt64(0), criteria.Fits(r) ? row(r) : null), low, high, match, criteria.ActivityId))
        {
            yield return action;
        }
    }

    /// <param name="View">Null: it doesn't fit.</param>
    private readonly record struct Candidate(long Seq, ActionView? View);

    private static string Order(bool newestFirst) => newestFirst ? "DESC" : "ASC";
}
