using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Soql;

/// <summary>Membership in a set of numbers, times or truth values.</summary>
internal sealed class ValueSetFilter(BoundPath path, HashSet<object> values, bool orNull, bool negated) : Filter
{
    public override bool Matches(Record row)
    {
        var value = path.Value(row);
        return (value is null ? orNull : values.Contains(value is long n ? (double)n : value)) != negated;
    }
}
