namespace RelationSync.Portal.Monitoring;

/// <summary>When the worker last got through its connections. The start of the process counts as the first time.</summary>
internal sealed class DrainHeartbeat(TimeProvider time)
{
    private long _lastAt = time.GetTimestamp();

    /// <summary>To be called at the end of every drain, whatever came of it.</summary>
    public void Beat() => Interlocked.Exchange(ref _lastAt, time.GetTimestamp());

    public TimeSpan Age => time.GetElapsedTime(Interlocked.Read(ref _lastAt));
}
