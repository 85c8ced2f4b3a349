using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Soql;

internal sealed class LikeFilter(BoundPath path, LikePattern pattern) : Filter
{
    public override bool Matches(Record row) => path.Value(row) is string text && pattern.Matches(text);
}
