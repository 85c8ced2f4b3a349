using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Options;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Sync;

/// <summary>
/// Runs drains of several connections side by side, at most one of each. A tick starts what is worth it and doesn't wait:
/// a slow org delays no other connection (<see cref="DrainSlots"/>, <see cref="DrainTurn"/>).
/// </summary>
internal sealed class DrainCoordinator(
    DueWork dueWork,
    ClockRepair clockRepair,
    Leases leases,
    ISyncStore store,
    ISalesforceOrgs orgs,
    ApiUsageBook usage,
    ApiCallCounter calls,
    BudgetHolds budgets,
    DrainMemory memory,
    SyncSettings settings,
    DrainMeter meter,
    IOptions<WorkerOptions> options,
    ChangeFeed changes,
    DrainHost host,
    TimeProvider clock,
    ILogger<DrainCoordinator> logger) : IDisposable
{
    /// <summary>How long a stop lets drains go on before it halts them; writes under way have ten seconds more, of the 20 that it may take.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(6);

    private readonly ConcurrentDictionary<Guid, Task> _running = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _halt = new(Timeout.InfiniteTimeSpan, clock);
    private volatile bool _disposed;
    private readonly DrainSlots _slots = new(options.Value.ConnectionsAtOnce);
    private readonly Backoff _backoff = new(settings.RetryBaseDelay, settings.RetryMaxDelay, host.Random);

    /// <summary>How many drains are under way or wait for their turn.</summary>
    public int Running => _running.Count;

    /// <summary>Starts drains for connections with due work; those above the limit begin as others end.</summary>
    public async Task TickAsync(CancellationToken cancellationToken)
    {
        if (await clockRepair.RunAsync(cancellationToken) is > 0 and var brought)
        {
            logger.LogWarning("The clock was set back: {Count} waits that it had put out of reach end now.", brought);
        }

        await dueWork.GiveUpHalvesAsync(cancellationToken);
        await budgets.ReleaseAsync(cancellationToken);
        foreach (var due in await dueWork.ListConnectionsAsync(cancellationToken))
        {
            Start(due.ConnectionId, due.DueAt);
        }
    }

    /// <summary>Starts the drain of a connection, unless one runs; past the bound it waits for a slot.</summary>
    /// <param name="dueAt">When its first action was due: who has waited longest is next.</param>
    public void Start(Guid connectionId, DateTimeOffset dueAt)
    {
        if (_disposed || _stopping.IsCancellationRequested)
        {
            return;
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_running.TryAdd(connectionId, done.Task))
        {
            return;
        }

        _ = host.Run(async () =>
        {
            var isUnfinished = false;
            try
            {
                using var slot = await _slots.TakeAsync(dueAt, _stopping.Token);
                using var turn = new DrainTurn(slot, clock);
                isUnfinished = await DrainAsync(connectionId, turn);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                // stopped before its turn
            }
            catch (Exception e)
            {
                logger.LogError(e, "The drain of connection {ConnectionId} broke off; what it had is taken up again.", connectionId);
            }
            finally
            {
                _running.TryRemove(connectionId, out _);
                if (isUnfinished)
                {
                    Start(connectionId, clock.GetUtcNow()); // behind those that waited meanwhile
                }

                done.SetResult();
            }
        });
    }

    /// <summary>Waits until no drain runs; for tests and programs that measure.</summary>
    public async Task WhenIdleAsync()
    {
        while (_running.Values.FirstOrDefault() is { } running)
        {
            await running;
        }
    }

    /// <summary>Starts nothing more, lets what is under way finish or hand back, and returns once all leases are given back.</summary>
    public async Task StopAsync()
    {
        if (_disposed)
        {
            return; // a host that is disposed stops its services once more
        }

        // Here: the callbacks of CancelAsync run on the thread pool, whatever the scheduler.
        _stopping.Cancel();
        _halt.CancelAfter(StopPatience);
        await WhenIdleAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _stopping.Dispose();
        _halt.Dispose();
    }

    /// <summary>True if it made room for others before all was done.</summary>
    private async Task<bool> DrainAsync(Guid connectionId, DrainTurn turn)
    {
        if (await leases.AcquireAsync(connectionId, _stopping.Token) is not { } lease)
        {
            return false;
        }

        using var going = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        using var ended = new CancellationTokenSource();
        var renewing = RenewAsync(lease, going, ended.Token);
        try
        {
            return await DrainAsync(lease, turn, going.Token);
        }
        finally
        {
            ended.Cancel();
            await renewing;
            await leases.ReleaseAsync(lease, CancellationToken.None);
            changes.Publish(ChangeTopic.Connections);
        }
    }

    private async Task<bool> DrainAsync(DrainLease lease, DrainTurn turn, CancellationToken going)
    {
        if (await store.GetConnectionAsync(lease.ConnectionId, _halt.Token) is not { } connection)
        {
            return false;
        }

        await calls.OpenAsync(connection.ConnectionId, _halt.Token);
        using var span = Tracing.Source.StartActivity("drain");
        span?.SetTag("relationsync.inbox", connection.InboxKey);
        var started = Stopwatch.GetTimestamp();
        var org = orgs.Open(connection.AuthorizationId, connection.ConnectionId);
        using var drain = new Drain(store, org, connection, memory, settings, _backoff, clock);
        var report = await turn.WatchAsync(drain.RunAsync(lease, going, _halt.Token, turn.Over), () => org.Calls);
        meter.Record(connection, report);
        await usage.SaveAsync(connection.AuthorizationId, CancellationToken.None);
        await calls.SaveAsync(CancellationToken.None);
        logger.LogInformation(
            "Drained {Inbox}: {Claimed} claimed, {Synced} synced, {Failed} failed, {Again} again, {Calls} calls, {Milliseconds} ms{Stopped}",
            connection.InboxKey,
            report.Claimed,
            report.Synced,
            report.Failed,
            report.Again,
            report.Calls,
            (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            report.StoppedBy is { } code ? $", stopped by {code}" : "");
        return report.StoppedBy is null && turn.Over.IsCancellationRequested;
    }

    /// <summary>
    /// Renews until the drain ends. Once the lease is lost, or can't be renewed in its time, the drain sends nothing more: another
    /// may begin. The answer to a write under way is waited for, as Salesforce does it all the same.
    /// </summary>
    private async Task RenewAsync(DrainLease lease, CancellationTokenSource going, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(leases.RenewEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                if (await TryRenewAsync(lease, ended) is false || lease.IsStale)
                {
                    going.Cancel();
                    logger.LogWarning("The lease of connection {ConnectionId} is lost, or could not be renewed in time: its drain ends.", lease.ConnectionId);
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the drain has ended
        }
    }

    /// <summary>Null: the store didn't take it; what it says of the lease isn't known.</summary>
    private async Task<bool?> TryRenewAsync(DrainLease lease, CancellationToken cancellationToken)
    {
        try
        {
            return await leases.RenewAsync(lease, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "The lease of connection {ConnectionId} could not be renewed.", lease.ConnectionId);
            return null;
        }
    }
}
