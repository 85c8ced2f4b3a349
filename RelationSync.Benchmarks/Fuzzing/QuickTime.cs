namespace RelationSync.Benchmarks.Fuzzing;

/// <summary>A clock whose waits are over twenty times as soon, and which can leap, so that one case's open circuit isn't the next one's.</summary>
internal sealed class QuickTime : TimeProvider
{
    public const int Faster = 20;

    private long _leapt;

    public void Leap(TimeSpan by) => Interlocked.Add(ref _leapt, by.Ticks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _leapt));

    /// <inheritdoc/>
    public override long GetTimestamp() => base.GetTimestamp() + (Interlocked.Read(ref _leapt) * TimestampFrequency / TimeSpan.TicksPerSecond);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new QuickTimer(base.CreateTimer(callback, state, Sooner(dueTime), Sooner(period)));

    private static TimeSpan Sooner(TimeSpan wait) => wait > TimeSpan.Zero ? wait / Faster : wait;

    private sealed class QuickTimer(ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Sooner(dueTime), Sooner(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
