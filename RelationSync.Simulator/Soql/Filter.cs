using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Soql;

/// <summary>A condition ready to run. Where indexes can answer, it names the rows worth looking at.</summary>
internal abstract class Filter
{
    public abstract bool Matches(Record row);

    /// <summary>A superset of the matching rows, or null where only a scan can tell.</summary>
    public virtual HashSet<Record>? Candidates() => null;
}
