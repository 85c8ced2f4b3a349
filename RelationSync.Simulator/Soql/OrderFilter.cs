using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Soql;

/// <summary><c>&lt; &lt;= &gt; &gt;=</c>; a row without a value never matches.</summary>
internal sealed class OrderFilter(BoundPath path, string op, object limit) : Filter
{
    public override bool Matches(Record row)
    {
        if (path.Value(row) is not { } value)
        {
            return false;
        }

        var order = ValueOrder.Compare(value, limit);
        return op switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }
}
