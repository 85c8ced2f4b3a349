namespace RelationSync.Benchmarks.Polling;

/// <summary>
/// A clock of its own for one actor. Whoever waits makes it leap to the end of the wait, with everything that is due on the
/// way happening in order. Time limits (of a <see cref="CancellationTokenSource"/>) are due on the way too, but nobody waits for them.
/// </summary>
internal sealed class LeapingTime(DateTimeOffset start) : TimeProvider
{
    private static readonly TimeSpan Look = TimeSpan.FromMicroseconds(10);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<Entry, (DateTimeOffset At, long Number)> _entries = new();
    private DateTimeOffset _now = start;
    private long _number;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>A look takes a moment too: who waits for less than a millisecond looks again instead.</summary>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now += Look;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Plans something.</summary>
    public void At(DateTimeOffset at, Action act) => Add(new Entry(act), at);

    public void Advance(TimeSpan by) => AdvanceTo(GetUtcNow() + by);

    public void AdvanceTo(DateTimeOffset to)
    {
        while (Next(to) is { } due)
        {
            due.Act();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        LeapTimer timer = new(this, () => callback(state), isWaitedFor: state is not CancellationTokenSource);
        timer.Change(dueTime, period);
        return timer;
    }

    private void Add(Entry entry, DateTimeOffset at)
    {
        lock (_gate)
        {
            _entries.Enqueue(entry, (at, _number++));
        }
    }

    /// <summary>What is due next until then, with the clock at its time; null: nothing, and the clock is there.</summary>
    private Entry? Next(DateTimeOffset to)
    {
        lock (_gate)
        {
            while (_entries.TryPeek(out var entry, out var due) && due.At <= to)
            {
                _entries.Dequeue();
                if (!entry.IsGone)
                {
                    _now = due.At > _now ? due.At : _now;
                    return entry;
                }
            }

            _now = to > _now ? to : _now;
            return null;
        }
    }

    private sealed class Entry(Action act)
    {
        public Action Act => act;

        public bool IsGone { get; set; }
    }

    private sealed class LeapTimer(LeapingTime time, Action act, bool isWaitedFor) : ITimer
    {
        private Entry? _entry;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Dispose();
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return true;
            }

            var due = time.GetUtcNow() + dueTime;
            time.Add(_entry = new Entry(act), due);
            if (isWaitedFor)
            {
                // Not here: who makes the timer isn't waiting yet.
                ThreadPool.UnsafeQueueUserWorkItem(_ => time.AdvanceTo(due), null);
            }

            return true;
        }

        public void Dispose()
        {
            if (_entry is { } entry)
            {
                entry.IsGone = true;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
