namespace RelationSync.Domain.Sync;

/// <summary>
/// How soon after one drain of a connection the next may start, ahead of the tick. Drains that are woken use more calls than
/// the tick's, so a connection that would run out of calls before midnight is woken less often, down to the tick.
/// </summary>
/// <param name="Shortest"><c>Worker:WakeInterval</c>; zero: only the tick starts drains.</param>
/// <param name="Tick"><c>Worker:DrainInterval</c>.</param>
public sealed record WakePace(TimeSpan Shortest, TimeSpan Tick)
{
    /// <summary>How long a due action waits for others that become due right after it.</summary>
    public static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);

    /// <summary>A look-up, a write, and now and then one more.</summary>
    private const int CallsOfADrain = 3;

    /// <summary>Half of what is left is kept for bursts, which use many calls at once.</summary>
    private const int KeptShare = 2;

    /// <summary>Whether drains are woken at all.</summary>
    public bool Wakes => Shortest > TimeSpan.Zero && Shortest < Tick;

    /// <summary>The least time between two drains; the tick's where none is woken.</summary>
    public TimeSpan IntervalOf(CallRoom room, DateTimeOffset now)
    {
        if (!Wakes)
        {
            return Tick;
        }

        var rest = room.UntilMidnight(now);
        var free = room.Left / KeptShare;
        if (free is null || (free > 0 && room.LastHour * rest.TotalHours <= free))
        {
            return Shortest;
        }

        var drains = free.Value / CallsOfADrain;
        return drains <= 0 ? Tick : TimeSpan.FromTicks(Math.Clamp(rest.Ticks / drains, Shortest.Ticks, Tick.Ticks));
    }

    /// <summary>When the next drain is to be woken; a last drain in the future is a clock that was set back.</summary>
    public DateTimeOffset NextAt(DateTimeOffset dueAt, DateTimeOffset? lastDrainAt, CallRoom room, DateTimeOffset now)
    {
        var due = dueAt + Linger;
        var last = lastDrainAt > now ? now : lastDrainAt;
        return last + IntervalOf(room, now) is { } free && free > due ? free : due;
    }
}
