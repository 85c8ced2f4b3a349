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

/// <summary>Membership in a set of numbers, times or truth values.</summary>
internal sealed class ValueSetFilter(BoundPath path, HashSet<object> values, bool orNull, bool negated) : Filter
{
    public override bool Matches(Record row)
    {
        var value = path.Value(row);
        return (value is null ? orNull : values.Contains(value is long n ? (double)n : value)) != negated;
    }
}

internal sealed class LikeFilter(BoundPath path, LikePattern pattern) : Filter
{
    public override bool Matches(Record row) => path.Value(row) is string text && pattern.Matches(text);
}

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
