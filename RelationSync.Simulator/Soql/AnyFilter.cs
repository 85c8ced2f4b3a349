using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Soql;

internal sealed class AnyFilter(IReadOnlyList<Filter> parts) : Filter
{
    public override bool Matches(Record row)
    {
        foreach (var part in parts)
        {
            if (part.Matches(row))
            {
                return true;
            }
        }

        return false;
    }

    public override HashSet<Record>? Candidates()
    {
        HashSet<Record> all = [];
        foreach (var part in parts)
        {
            if (part.Candidates() is not { } found)
            {
                return null;
            }

            all.UnionWith(found);
        }

        return all;
    }
}
