namespace RelationSync.Portal.Live;

/// <summary>When the worker last got through its connections. The start of the process counts as the first time.</summary>
/// <param name="time">The clock.</param>
/// <param name="interval">Between two drains.</param>
internal sealed class DrainHeartbeat(TimeProvider time, TimeSpan interval)
{
    private const int MostIntervals = 3;

    // A drain takes its time, however short the interval is set.
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(15);

    private readonly TimeSpan _limit = interval * MostIntervals < Shortest ? Shortest : interval * MostIntervals;
    private long _lastAt = time.GetTimestamp();

    /// <summary>To be called at the end of every drain, whatever came of it.</summary>
    public void Beat() => Interlocked.Exchange(ref _lastAt, time.GetTimestamp());

    /// <summary>Whether the worker has let three drains pass by.</summary>
    public bool IsLate => Age > _limit;

    public TimeSpan Age => time.GetElapsedTime(Interlocked.Read(ref _lastAt));
}
