namespace RelationSync.Domain.Common;

/// <summary>Sums of times that stop at the ends of time instead of failing: operations may carry any year from 1 to 9999.</summary>
public static class Instants
{
    /// <summary><paramref name="time"/> moved by <paramref name="span"/>, at most to the first or last instant there is.</summary>
    public static DateTimeOffset Add(DateTimeOffset time, TimeSpan span)
    {
        if (span > DateTimeOffset.MaxValue - time)
        {
            return DateTimeOffset.MaxValue;
        }

        return span < DateTimeOffset.MinValue - time ? DateTimeOffset.MinValue : time + span;
    }

    /// <summary>The later of two.</summary>
    public static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one >= other ? one : other;

    /// <summary>The earlier of two.</summary>
    public static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one <= other ? one : other;
}
