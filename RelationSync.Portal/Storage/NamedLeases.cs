using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace RelationSync.Portal.Storage;

/// <summary>
/// Leases in the store, so over all processes. A holder renews; one that doesn't for the lease's length, by the watcher's
/// own monotonic clock, is taken over, so that a killed process leaves nothing stuck.
/// </summary>
internal sealed class NamedLeases(Store store, TimeSpan length, TimeProvider clock) : INamedLeases
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private readonly TimeSpan _length = length;
    private readonly TimeProvider _clock = clock;
    private readonly Guid _me = Guid.NewGuid();
    private readonly ProcessLeases _turns = new();
    private readonly ConcurrentDictionary<(string Kind, string Key), Seen> _seen = new();

    /// <inheritdoc/>
    public async Task<INamedLease> HoldAsync(string kind, string key, CancellationToken cancellationToken)
    {
        var turn = await _turns.TurnAsync(kind, key, cancellationToken);
        try
        {
            long? fence;
            while ((fence = await TryTakeAsync(kind, key, cancellationToken)) is null)
            {
                await Task.Delay(LookEvery, _clock, cancellationToken);
            }

            return new Held(this, turn, new LeaseName(kind, key, fence.Value));
        }
        catch
        {
            turn.Release();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<INamedLease?> TryHoldAsync(string kind, string key, CancellationToken cancellationToken)
    {
        if (_turns.TryTurn(kind, key) is not { } turn)
        {
            return null;
        }

        try
        {
            if (await TryTakeAsync(kind, key, cancellationToken) is { } fence)
            {
                return new Held(this, turn, new LeaseName(kind, key, fence));
            }

            turn.Release();
            return null;
        }
        catch
        {
            turn.Release();
            throw;
        }
    }

    private async Task<long?> TryTakeAsync(string kind, string key, CancellationToken cancellationToken)
    {
        var row = await store.ReadAsync((db, token) => db.Leases.SingleOrDefaultAsync(l => l.Kind == kind && l.Key == key, token), cancellationToken);
        // Our own, with our turn in hand, is one that couldn't be given back.
        return row is null || row.Owner is null || row.Owner == _me || IsDead(row)
            ? await store.WriteAsync((db, token) => TakeAsync(db, kind, key, row?.Version, token), WriteGuard.Rows, cancellationToken)
            : null;
    }

    private bool IsDead(Lease lease)
    {
        var seen = _seen.AddOrUpdate(
            (lease.Kind, lease.Key),
            _ => new Seen(lease.Version, _clock.GetTimestamp()),
            (_, before) => before.Version == lease.Version ? before : new Seen(lease.Version, _clock.GetTimestamp()));
        return _clock.GetElapsedTime(seen.At) >= _length;
    }

    private async Task<long?> TakeAsync(RelationSyncDb db, string kind, string key, long? version, CancellationToken cancellationToken)
    {
        var row = await db.Leases.SingleOrDefaultAsync(l => l.Kind == kind && l.Key == key, cancellationToken);
        if (row?.Version != version)
        {
            return null; // another was quicker
        }

        if (row is null)
        {
            row = new Lease { Kind = kind, Key = key };
            db.Leases.Add(row);
        }

        row.Owner = _me;
        row.Fence++;
        row.Version++;
        row.RenewedAt = _clock.GetUtcNow();
        return row.Fence;
    }

    private Task<bool> RenewAsync(LeaseName name) => store.WriteAsync(
        async (db, token) =>
        {
            var now = _clock.GetUtcNow();
            return await Mine(db, name).ExecuteUpdateAsync(s => s.SetProperty(l => l.Version, l => l.Version + 1).SetProperty(l => l.RenewedAt, now), token) == 1;
        },
        WriteGuard.Rows,
        CancellationToken.None);

    private Task<int> ReleaseAsync(LeaseName name) => store.WriteAsync(
        (db, token) => Mine(db, name).ExecuteUpdateAsync(s => s.SetProperty(l => l.Version, l => l.Version + 1).SetProperty(l => l.Owner, (Guid?)null), token),
        WriteGuard.Rows,
        CancellationToken.None);

    private IQueryable<Lease> Mine(RelationSyncDb db, LeaseName name) =>
        db.Leases.Where(l => l.Kind == name.Kind && l.Key == name.Key && l.Owner == _me && l.Fence == name.Fence);

    private readonly record struct LeaseName(string Kind, string Key, long Fence);

    private readonly record struct Seen(long Version, long At);

    private sealed class Held : INamedLease
    {
        private readonly NamedLeases _leases;
        private readonly SemaphoreSlim _turn;
        private readonly LeaseName _name;
        private readonly CancellationTokenSource _lost = new();
        private readonly CancellationTokenSource _end = new();
        private readonly Task _renewing;

        public Held(NamedLeases leases, SemaphoreSlim turn, LeaseName name)
        {
            (_leases, _turn, _name) = (leases, turn, name);
            Lost = _lost.Token;
            _renewing = RenewAsync(_end.Token);
        }

        public CancellationToken Lost { get; }

        public async ValueTask DisposeAsync()
        {
            try
            {
                await _end.CancelAsync();
                await _renewing;
                await _leases.ReleaseAsync(_name);
            }
            catch (Exception e) when (StoreFailures.IsUnwritable(e))
            {
                // The next caller in this process takes it; other processes wait until it is dead.
            }
            finally
            {
                _turn.Release();
                _end.Dispose();
                _lost.Dispose();
            }
        }

        private async Task RenewAsync(CancellationToken end)
        {
            var renewed = _leases._clock.GetTimestamp();
            while (_leases._clock.GetElapsedTime(renewed) < _leases._length)
            {
                await Task.Delay(_leases._length / 3, _leases._clock, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (end.IsCancellationRequested)
                {
                    return;
                }

                var asked = _leases._clock.GetTimestamp();
                try
                {
                    if (!await _leases.RenewAsync(_name))
                    {
                        break;
                    }

                    renewed = asked;
                }
                catch (Exception e) when (StoreFailures.IsUnwritable(e))
                {
                    // The next time may go through.
                }
            }

            await _lost.CancelAsync();
        }
    }
}
