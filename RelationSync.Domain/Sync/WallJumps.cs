namespace RelationSync.Domain.Sync;

/// <summary>How far the wall clock has run ahead of the monotonic one while this process lived: what it jumped forward, or slept through.</summary>
public sealed class WallJumps(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly DateTimeOffset _wall = clock.GetUtcNow();
    private readonly long _steady = clock.GetTimestamp();
    private TimeSpan _lowest;

    /// <summary>From the lowest point on, so that a jump back and forth counts as one forth. Never negative.</summary>
    public TimeSpan Forward
    {
        get
        {
            var drift = clock.GetUtcNow() - _wall - clock.GetElapsedTime(_steady);
            lock (_gate)
            {
                _lowest = drift < _lowest ? drift : _lowest;
                return drift - _lowest;
            }
        }
    }
}
