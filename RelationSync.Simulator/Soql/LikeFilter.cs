using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Soql;

internal sealed class LikeFilter(string name, BoundPath path, LikePattern pattern) : Filter
{
    /// <summary>The field as the query names it.</summary>
    public string Name => name;

    public BoundPath Path => path;

    public LikePattern Pattern => pattern;

    public override bool Matches(Record row) => path.Value(row) is string text && pattern.Matches(text);
}
