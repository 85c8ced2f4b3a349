using RelationSync.Simulator.Schema;
using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Soql;

/// <summary>Membership in a set of texts or ids; <c>=</c> is a set of one. A negated one also takes rows without a value.</summary>
internal sealed class TextSetFilter(BoundPath path, HashSet<string> values, bool orNull, bool negated, EntityType root) : Filter
{
    public override bool Matches(Record row)
    {
        var there = path.Value(row) is string text ? values.Contains(text) : orNull;
        return there != negated;
    }

    public override HashSet<Record>? Candidates() => negated || orNull ? null : path.Candidates(values, root);
}
