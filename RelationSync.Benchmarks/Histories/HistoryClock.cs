namespace RelationSync.Benchmarks.Histories;

/// <summary>The one clock of a history. It moves only when the scheduler says so, and never back.</summary>
internal sealed class HistoryClock
{
    /// <summary>UTC.</summary>
    public static readonly DateTimeOffset Start = new(2026, 6, 1, 1, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<Entry, (long At, long Number)> _entries = new();
    private long _number;

    /// <summary>Since the start, in ticks of <see cref="TimeSpan"/>.</summary>
    public long Ticks { get; private set; }

    public TimeSpan Elapsed => TimeSpan.FromTicks(Ticks);

    /// <summary>True time, UTC.</summary>
    public DateTimeOffset Now => Start.AddTicks(Ticks);

    /// <summary>Plans something; disposing takes it back.</summary>
    public IDisposable After(TimeSpan wait, Action act)
    {
        Entry entry = new(act);
        _entries.Enqueue(entry, (Ticks + Math.Max(wait.Ticks, 0), _number++));
        return entry;
    }

    public void Pass(TimeSpan time) => Ticks += time.Ticks;

    /// <summary>Does what is due by now.</summary>
    public void FireDue()
    {
        while (_entries.TryPeek(out var entry, out var due) && due.At <= Ticks)
        {
            _entries.Dequeue();
            entry.Fire();
        }
    }

    /// <summary>Moves to what is due next. False: nothing is until then, and the clock is there.</summary>
    public bool Leap(TimeSpan until)
    {
        while (_entries.TryPeek(out var entry, out var due))
        {
            if (entry.IsGone)
            {
                _entries.Dequeue();
                continue;
            }

            if (due.At > until.Ticks)
            {
                break;
            }

            Ticks = Math.Max(Ticks, due.At);
            return true;
        }

        Ticks = Math.Max(Ticks, until.Ticks);
        return false;
    }

    private sealed class Entry(Action act) : IDisposable
    {
        public bool IsGone { get; private set; }

        public void Fire()
        {
            if (!IsGone)
            {
                IsGone = true;
                act();
            }
        }

        public void Dispose() => IsGone = true;
    }
}
