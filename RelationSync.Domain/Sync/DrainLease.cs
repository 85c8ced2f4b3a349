namespace RelationSync.Domain.Sync;

/// <summary>The right to drain one connection, under a number that later leases exceed.</summary>
/// <param name="connectionId">The connection.</param>
/// <param name="owner">The process.</param>
/// <param name="fence">The number.</param>
/// <param name="trusted">How long after a renewal nobody else can have it.</param>
/// <param name="clock">The monotonic clock that this goes by.</param>
public sealed class DrainLease(Guid connectionId, Guid owner, long fence, TimeSpan trusted, TimeProvider clock)
{
    private long _renewedAt = clock.GetTimestamp();

    public Guid ConnectionId => connectionId;

    public Guid Owner => owner;

    public long Fence => fence;

    /// <summary>
    /// Another process may have taken it: this one stood still, or couldn't renew it. Asked right before anything is sent, for a
    /// process that wakes up goes on with what it was at before its timers run.
    /// </summary>
    public bool IsStale => clock.GetElapsedTime(Interlocked.Read(ref _renewedAt)) >= trusted;

    /// <param name="askedAt">The timestamp before the renewal was asked for.</param>
    public void Renewed(long askedAt) => Interlocked.Exchange(ref _renewedAt, askedAt);
}
