using System.Collections.Concurrent;

namespace RelationSync.Domain.Sync;

/// <summary>
/// What several connections of one org do there at once, without the marker (R-D1): an Event that one is just writing looks
/// to another like its own write in doubt, where both say the same. So who looks first waits for writes that say the same,
/// and what one takes for its own no other takes.
/// </summary>
public sealed class UnmarkedWriteGuard : IDisposable
{
    private readonly ConcurrentDictionary<UnderWay, byte> _underWay = new();
    private readonly ConcurrentDictionary<string, byte> _claimed = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _deciding = new(1);
    private readonly List<WriteTurn> _turns = [];
    private readonly Lock _gate = new();

    /// <summary>
    /// A turn at writing Events of these parents, until it is disposed: Salesforce locks a parent while an Event of it is
    /// written, so parallel writes of one would only refuse each other (UNABLE_TO_LOCK_ROW).
    /// </summary>
    public WriteTurn TakeTurn(IEnumerable<string> parents)
    {
        lock (_gate)
        {
            var turn = new WriteTurn([.. parents], EndTurn);
            turn.Before = Task.WhenAll(_turns.Where(t => t.Parents.Overlaps(turn.Parents)).Select(t => t.Ended));
            _turns.Add(turn);
            return turn;
        }
    }

    private void EndTurn(WriteTurn turn)
    {
        lock (_gate)
        {
            _turns.Remove(turn);
        }
    }

    /// <summary>From before the first record is sent until what came of all is stored.</summary>
    /// <param name="connectionId">Whose they are.</param>
    /// <param name="likenesses">What they say (<see cref="EventFingerprint"/>).</param>
    public IDisposable Begin(Guid connectionId, IEnumerable<EventFingerprint> likenesses)
    {
        var write = new UnderWay(this, connectionId, [.. likenesses]);
        _underWay[write] = 0;
        return write;
    }

    /// <summary>Until none of the other connections' writes that say any of this, and are under way now, is so any longer.</summary>
    public async Task WhenStoredAsync(Guid connectionId, IReadOnlySet<EventFingerprint> likenesses, CancellationToken cancellationToken)
    {
        var others = Task.WhenAll(_underWay.Keys.Where(w => w.ConnectionId != connectionId && w.Likenesses.Overlaps(likenesses)).Select(w => w.Ended));
        if (!others.IsCompleted)
        {
            await others.WaitAsync(cancellationToken);

            // Not on the stack of the drain that ended it.
            await Task.Yield();
        }
    }

    /// <summary>The right to decide whose Events are, until it is disposed: one batch's at a time, for one read of the store.</summary>
    public async Task<IDisposable> DecideAsync()
    {
        await _deciding.WaitAsync();
        return new Decision(_deciding);
    }

    /// <summary>Whether it was decided whose it is, and isn't stored yet.</summary>
    public bool IsClaimed(string eventId) => _claimed.ContainsKey(eventId);

    /// <summary>It is decided whose they are.</summary>
    public void Claim(IEnumerable<string> eventIds)
    {
        foreach (var id in eventIds)
        {
            _claimed[id] = 0;
        }
    }

    /// <summary>It is stored whose they are, or that it isn't known after all.</summary>
    public void Release(IEnumerable<string> eventIds)
    {
        foreach (var id in eventIds)
        {
            _claimed.TryRemove(id, out _);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _deciding.Dispose();

    private sealed class Decision(SemaphoreSlim deciding) : IDisposable
    {
        public void Dispose() => deciding.Release();
    }

    private sealed class UnderWay(UnmarkedWriteGuard writes, Guid connectionId, HashSet<EventFingerprint> likenesses) : IDisposable
    {
        private readonly TaskCompletionSource _ended = new();

        public Guid ConnectionId { get; } = connectionId;

        public HashSet<EventFingerprint> Likenesses { get; } = likenesses;

        public Task Ended => _ended.Task;

        public void Dispose()
        {
            writes._underWay.TryRemove(this, out _);
            _ended.TrySetResult();
        }
    }
}
