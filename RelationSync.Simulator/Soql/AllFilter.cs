using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Soql;

internal sealed class AllFilter(IReadOnlyList<Filter> parts) : Filter
{
    public override bool Matches(Record row)
    {
        foreach (var part in parts)
        {
            if (!part.Matches(row))
            {
                return false;
            }
        }

        return true;
    }

    public override HashSet<Record>? Candidates() =>
        parts.Select(p => p.Candidates()).Where(c => c is not null).MinBy(c => c!.Count);
}
