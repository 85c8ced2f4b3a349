using System.Globalization;

namespace RelationSync.Domain.Relation;

/// <summary>Utterances that one person sent without a longer pause.</summary>
/// <param name="Sent">Theirs, in order; at least one.</param>
/// <param name="Bubbles">The conversation since the session before, up to the last that was sent.</param>
internal sealed record ChatSession(IReadOnlyList<ApiUtterance> Sent, IReadOnlyList<ApiUtterance> Bubbles)
{
    /// <summary>
    /// The sessions of what was sent and isn't frozen. An utterance that turns up between frozen ones is a session of its
    /// own: a session that is over is never opened again.
    /// </summary>
    /// <param name="all">All utterances, in order.</param>
    public static IEnumerable<ChatSession> Split(IReadOnlyList<ApiUtterance> all, IReadOnlySet<string> frozen, TimeSpan pause)
    {
        var (sessions, open) = (new List<ChatSession>(), new List<ApiUtterance>());
        var (begin, last) = (0, -1);
        for (var i = 0; i < all.Count; i++)
        {
            if (!all[i].IsSent)
            {
                continue;
            }

            var isFrozen = frozen.Contains(all[i].Id);
            if (open.Count > 0 && (isFrozen || all[i].SentBy != open[^1].SentBy || all[i].SentAt - open[^1].SentAt > pause))
            {
                sessions.Add(Of(all, open, begin, last));
                (open, begin) = ([], last + 1);
            }

            if (isFrozen)
            {
                begin = i + 1;
            }
            else
            {
                open.Add(all[i]);
                last = i;
            }
        }

        if (open.Count > 0)
        {
            sessions.Add(Of(all, open, begin, last));
        }

        return sessions;
    }

    private static ChatSession Of(IReadOnlyList<ApiUtterance> all, List<ApiUtterance> sent, int begin, int last) =>
        new(sent, [.. all.Skip(begin).Take(last + 1 - begin)]);
}

/// <summary>Orders ids of utterances: numbers by their value, others by their text.</summary>
internal sealed class IdOrder : IComparer<string>
{
    public static readonly IdOrder Instance = new();

    public int Compare(string? x, string? y) =>
        long.TryParse(x, NumberStyles.None, CultureInfo.InvariantCulture, out var a) && long.TryParse(y, NumberStyles.None, CultureInfo.InvariantCulture, out var b)
            ? a.CompareTo(b)
            : string.CompareOrdinal(x, y);
}
