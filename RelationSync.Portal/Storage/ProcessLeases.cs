using System.Collections.Concurrent;

namespace RelationSync.Portal.Storage;

/// <summary>Leases within this process only, for use without a store.</summary>
internal sealed class ProcessLeases : INamedLeases
{
    private readonly ConcurrentDictionary<(string Kind, string Key), SemaphoreSlim> _turns = new();

    public async Task<INamedLease> HoldAsync(string kind, string key, CancellationToken cancellationToken) =>
        new Held(await TurnAsync(kind, key, cancellationToken));

    public Task<INamedLease?> TryHoldAsync(string kind, string key, CancellationToken cancellationToken) =>
        Task.FromResult<INamedLease?>(TryTurn(kind, key) is { } turn ? new Held(turn) : null);

    /// <summary>The lease if no caller in this process holds it, else null; the caller releases it.</summary>
    public SemaphoreSlim? TryTurn(string kind, string key)
    {
        var turn = _turns.GetOrAdd((kind, key), _ => new SemaphoreSlim(1, 1));
        return turn.Wait(0) ? turn : null;
    }

    /// <summary>The turn of this process's callers; they release it.</summary>
    public async Task<SemaphoreSlim> TurnAsync(string kind, string key, CancellationToken cancellationToken)
    {
        var turn = _turns.GetOrAdd((kind, key), _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken);
        return turn;
    }

    private sealed class Held(SemaphoreSlim turn) : INamedLease
    {
        private SemaphoreSlim? _turn = turn;

        public CancellationToken Lost => CancellationToken.None;

        public ValueTask DisposeAsync()
        {
            Interlocked.Exchange(ref _turn, null)?.Release();
            return ValueTask.CompletedTask;
        }
    }
}
