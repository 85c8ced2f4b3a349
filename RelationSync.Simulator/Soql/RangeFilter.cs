using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Soql;

/// <summary>Inside a range of time that a date literal names.</summary>
internal sealed class RangeFilter(BoundPath path, DateRange range, string op) : Filter
{
    public override bool Matches(Record row)
    {
        var time = path.Value(row) switch
        {
            DateTime exact => exact,
            DateOnly date => date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
            _ => (DateTime?)null,
        };
        if (time is not { } at)
        {
            return op == "!=";
        }

        return op switch
        {
            "=" => at >= range.Start && at < range.End,
            "!=" => at < range.Start || at >= range.End,
            "<" => at < range.Start,
            "<=" => at < range.End,
            ">" => at >= range.End,
            _ => at >= range.Start,
        };
    }
}
