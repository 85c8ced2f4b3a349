using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>
/// Reads tenants side by side, each under its lease: one node at a time reads a tenant, for all its boxes. A tick starts what
/// isn't running here and doesn't wait.
/// </summary>
internal sealed class TenantReader(
    Store store, INamedLeases leases, TenantRound round, ChangeFeed changes, TimeProvider clock, ILogger<TenantReader> logger) : IDisposable
{
    /// <summary>How long a tenant is held in one go; then whoever is quicker has it.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(55);

    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private volatile bool _disposed;

    public async Task TickAsync(CancellationToken cancellationToken)
    {
        var tenants = await store.ReadAsync(
            (db, token) => db.RelationBoxes.Where(b => db.Inboxes.Any(i => i.Id == b.InboxId && i.SyncFrom != null)).Select(b => b.Subdomain).Distinct().ToListAsync(token),
            cancellationToken);
        foreach (var subdomain in tenants)
        {
            Start(subdomain);
        }
    }

    /// <summary>Starts nothing more and ends what runs; the store knows where to go on.</summary>
    public async Task StopAsync()
    {
        lock (_stopping)
        {
            if (_disposed)
            {
                return;
            }

            _stopping.Cancel();
        }

        await Task.WhenAll(_running.Values);
    }

    public void Dispose()
    {
        lock (_stopping)
        {
            _disposed = true;
            _stopping.Dispose();
        }
    }

    private void Start(string subdomain)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_disposed || _stopping.IsCancellationRequested || !_running.TryAdd(subdomain, done.Task))
        {
            return;
        }

        _ = Task.Run(async () =>
        {
            try
            {
                await ReadAsync(subdomain);
            }
            catch (OperationCanceledException)
            {
                // stopped, or the lease is lost
            }
            catch (Exception e)
            {
                logger.LogError(e, "Reading Re:lation's tenant {Subdomain} broke off; it goes on from what is stored.", subdomain);
            }
            finally
            {
                _running.TryRemove(subdomain, out _);
                done.SetResult();
            }
        });
    }

    private async Task ReadAsync(string subdomain)
    {
        await using var lease = await leases.TryHoldAsync(LeaseKinds.RelationTenant, subdomain, _stopping.Token);
        if (lease is null)
        {
            return;
        }

        using var going = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, lease.Lost);
        var until = clock.GetUtcNow() + Turn;
        while (await round.RunAsync(subdomain, until, going.Token) is { } next && next < until)
        {
            changes.Publish(ChangeTopic.Inboxes);
            await Task.Delay(next > clock.GetUtcNow() ? next - clock.GetUtcNow() : TimeSpan.Zero, clock, going.Token);
        }

        changes.Publish(ChangeTopic.Inboxes);
    }
}
