using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Soql;

/// <summary>
/// Many patterns over one field, as a search for phone numbers asks: <c>Phone LIKE '%3%1%2%…' OR Phone LIKE …</c>.
/// Reads each row's text once, and tries only patterns whose characters it has.
/// </summary>
internal sealed class LikeAnyFilter(BoundPath path, LikePattern[] patterns) : Filter
{
    public override bool Matches(Record row)
    {
        if (path.Value(row) is not string text)
        {
            return false;
        }

        var there = LikePattern.CharactersOf(text);
        foreach (var pattern in patterns)
        {
            if ((pattern.Characters & ~there) == 0 && pattern.Matches(text))
            {
                return true;
            }
        }

        return false;
    }

    public static IReadOnlyList<Filter> Merge(IReadOnlyList<Filter> parts)
    {
        var likes = parts.OfType<LikeFilter>().GroupBy(l => l.Name, StringComparer.OrdinalIgnoreCase)
            .Select(Filter (g) => new LikeAnyFilter(g.First().Path, [.. g.Select(l => l.Pattern)]));
        return [.. parts.Where(p => p is not LikeFilter), .. likes];
    }
}
