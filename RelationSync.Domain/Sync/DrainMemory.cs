using System.Collections.Concurrent;

namespace RelationSync.Domain.Sync;

/// <summary>What a process remembers from drain to drain. Losing it costs calls or time, never correctness.</summary>
public sealed class DrainMemory(SyncSettings settings, TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<Guid, LookUpCache> _caches = new();
    private readonly ConcurrentDictionary<Guid, BatchSizer> _sizers = new();
    private readonly ConcurrentDictionary<string, UnmarkedWriteGuard> _writes = new(StringComparer.Ordinal);

    /// <summary>Writes of unknown outcome, on the monotonic clock.</summary>
    public InDoubtWrites Doubts { get; } = new(clock);

    public WallJumps Jumps { get; } = new(clock);

    /// <summary>Shared by all connections of one authorisation: they see the same org with the same eyes.</summary>
    public LookUpCache CacheOf(Guid authorizationId) => _caches.GetOrAdd(authorizationId, _ => new LookUpCache(settings, clock));

    /// <summary>Shared by all connections to one org, whoever authorised them.</summary>
    public UnmarkedWriteGuard WritesOf(string orgId) => _writes.GetOrAdd(orgId, _ => new UnmarkedWriteGuard());

    public BatchSizer SizerOf(Guid connectionId) => _sizers.GetOrAdd(connectionId, _ => new BatchSizer());

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var writes in _writes.Values)
        {
            writes.Dispose();
        }
    }
}
