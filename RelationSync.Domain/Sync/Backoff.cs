namespace RelationSync.Domain.Sync;

/// <summary>Exponential backoff with full jitter (R-E3): anything between nothing and the doubled step, the step never past the maximum.</summary>
public sealed class Backoff(TimeSpan baseDelay, TimeSpan maxDelay, Random random)
{
    /// <summary>How long to wait after that many failures in a row (1 is the first).</summary>
    public TimeSpan After(int failures)
    {
        var step = baseDelay.Ticks * Math.Pow(2, Math.Clamp(failures - 1, 0, 40));
        var ceiling = Math.Min(step, maxDelay.Ticks);
        return TimeSpan.FromTicks((long)(random.NextDouble() * ceiling));
    }
}
