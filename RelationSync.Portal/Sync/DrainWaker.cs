using RelationSync.Domain.Sync;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Sync;

/// <summary>
/// Starts a connection's drain when the first of its actions is due, or when the lease of a process that died over it ends, ahead
/// of the tick, which remains what is relied on. What is due and when the last drain was stands in the store: a node that starts,
/// or learns late of another's work, plans the same.
/// </summary>
internal sealed partial class DrainWaker(
    DueWork dueWork, DrainCoordinator coordinator, Leases leases, WakePace pace, ChangeFeed changes, TimeProvider clock, ILogger<DrainWaker> logger) : BackgroundService
{
    /// <summary>However much changes, the plan is made anew no more often.</summary>
    internal static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Starts what is to be woken now, and answers how long nothing else is; what changes meanwhile comes before.</summary>
    internal async Task<TimeSpan> WakeAsync(CancellationToken cancellationToken)
    {
        var upcoming = await dueWork.ListUpcomingAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var wait = pace.Tick;
        foreach (var next in upcoming)
        {
            var at = NextAt(next, now);
            if (at <= now)
            {
                coordinator.Start(next.ConnectionId, next.DueAt);
            }
            else if (at - now < wait)
            {
                wait = at - now;
            }
        }

        return wait;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!pace.Wakes)
        {
            return;
        }

        using var subscription = changes.Subscribe([ChangeTopic.Actions, ChangeTopic.Connections], null, NoteAsync);
        try
        {
            while (true)
            {
                var changed = NewSignal();
                Volatile.Write(ref _changed, changed);
                var wait = await TryWakeAsync(stoppingToken);
                await Task.Delay(wait < Rest ? wait : Rest, clock, stoppingToken);
                await WaitAsync(changed.Task, wait - Rest, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // stopping
        }
    }

    /// <summary>A lease that another holds is looked at as often as it is renewed, so that its end is noticed when it comes.</summary>
    private DateTimeOffset NextAt(UpcomingDrain next, DateTimeOffset now)
    {
        var at = pace.NextAt(next.DueAt, next.LastDrainAt, next.Room, now);
        if (next.LeaseVersion is not { } version || leases.TimeLeft(next.ConnectionId, version) is var left && left == TimeSpan.Zero)
        {
            return at;
        }

        var look = now + (left < leases.RenewEvery ? left : leases.RenewEvery);
        return at > look ? at : look;
    }

    private async Task<TimeSpan> TryWakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await WakeAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(logger, e);
            return pace.Tick;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Until that much time has passed, or something has changed.</summary>
    private async Task WaitAsync(Task changed, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (wait > TimeSpan.Zero)
        {
            await changed.WaitAsync(wait, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private Task NoteAsync()
    {
        Volatile.Read(ref _changed).TrySetResult();
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "Due drains could not be woken; the next tick starts them.")]
    private static partial void LogFailed(ILogger logger, Exception e);
}
