using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Soql;

internal sealed class NotFilter(Filter part) : Filter
{
    public override bool Matches(Record row) => !part.Matches(row);
}
