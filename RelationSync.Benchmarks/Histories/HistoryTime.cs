namespace RelationSync.Benchmarks.Histories;

/// <summary>What one process takes for the time: the true one, and how far its wall clock is off.</summary>
internal sealed class HistoryTime(HistoryClock clock, HistoryLane lane) : TimeProvider
{
    /// <summary>Of the wall clock only.</summary>
    public TimeSpan Offset { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => clock.Now + Offset;

    public override long GetTimestamp() => clock.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Timer timer = new(clock, lane, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(HistoryClock clock, HistoryLane lane, TimerCallback callback, object? state) : ITimer
    {
        private IDisposable? _next;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Dispose();
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                _next = clock.After(dueTime, () => Fire(period));
            }

            return true;
        }

        public void Dispose() => _next?.Dispose();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire(TimeSpan period)
        {
            if (lane.IsDead)
            {
                return;
            }

            lane.Post(_ => callback(state), null);
            if (period > TimeSpan.Zero)
            {
                _next = clock.After(period, () => Fire(period));
            }
        }
    }
}
