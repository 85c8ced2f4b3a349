using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Sync;

namespace RelationSync.Benchmarks.Histories;

/// <summary>One process of the portal: its intake, and the worker as it runs in the product.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A process that ends disposes nothing.")]
internal sealed class HistoryNode
{
    private static readonly WorkerOptions Worker = new();
    private static readonly SyncSettings Settings = new();
    private static readonly WakePace Pace = Worker.ToWakePace();

    /// <summary>After which a process hears of what another has committed.</summary>
    private static readonly TimeSpan ChangesAfter = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _stopping = new();
    private readonly DrainCoordinator _coordinator;
    private readonly DrainWaker _waker;
    private readonly OperationIntake _intake;
    private readonly HistoryWorld _world;

    public HistoryNode(HistoryWorld world, HistoryLane lane)
    {
        (Lane, _world) = (lane, world);
        Time = new HistoryTime(world.Clock, lane);
        Store store = new(new HistoryContexts(world.Store, world.Faults, Time, world.Random));
        ChangeFeed changes = new(Time, NullLogger<ChangeFeed>.Instance);
        DueWork due = new(store, HoldOptions.Default, changes, Time);
        SyncStore sync = new(store, HoldOptions.Default, Settings, changes, Time);
        _intake = new OperationIntake(store, HoldOptions.Default, changes, Time);
        Leases leases = new(store, Worker.LeaseDuration, Time);
        _coordinator = new DrainCoordinator(
            due,
            new ClockRepair(store, HoldOptions.Default, Settings, Time),
            leases,
            sync,
            new HistoryOrgs(world.Org, world.Way, Time, lane),
            new ApiUsageBook(store, Time),
            new ApiCallCounter(store, Time),
            new BudgetHolds(store, changes, Time),
            new DrainMemory(Settings, Time),
            Settings,
            HistoryMeter.Instance,
            Options.Create(Worker),
            changes,
            new DrainHost(new HistoryTasks(lane), world.Random),
            Time,
            new HistoryLog<DrainCoordinator>(world.Bugs));
        _waker = new DrainWaker(due, _coordinator, leases, Pace, changes, Time, NullLogger<DrainWaker>.Instance);
        lane.Run(TickAsync);
        if (world.Plan.Wakes)
        {
            lane.Run(WakeAsync);
        }
    }

    public HistoryLane Lane { get; }

    public HistoryTime Time { get; }

    /// <summary>It is told to stop: it takes nothing more.</summary>
    public bool IsStopping => _stopping.IsCancellationRequested;

    /// <summary>Takes one operation, as the endpoint does. Answers nothing where it fails.</summary>
    public void Take(int inbox, byte[] json, Action accepted) => Lane.Run(async () =>
    {
        using var document = JsonDocument.Parse(json);
        var now = Time.GetUtcNow();
        var reading = OperationReader.Read(document.RootElement, now);
        try
        {
            var results = await _intake.AcceptAsync(inbox, [new IncomingOperation(reading.Operation!, json, now)], CancellationToken.None);
            if (results[0].Status is not IntakeStatus.Rejected)
            {
                accepted();
            }
        }
        catch (Exception e) when (StoreFailures.IsUnwritable(e))
        {
            // 503: the sender comes again.
        }
    });

    /// <summary>As at SIGTERM.</summary>
    public void Stop(Action stopped) => Lane.Run(async () =>
    {
        _stopping.Cancel();
        await _coordinator.StopAsync();
        stopped();
    });

    private Task TickAsync() => RepeatAsync(async () =>
    {
        await _coordinator.TickAsync(_stopping.Token);
        return Worker.DrainInterval;
    });

    /// <summary>As the change feed has it: asked again when something was committed, or the time that was answered has come.</summary>
    private Task WakeAsync()
    {
        var (seen, next) = (-1L, 0L);
        return RepeatAsync(async () =>
        {
            if (seen != _world.Commits || Time.GetTimestamp() >= next)
            {
                seen = _world.Commits;
                next = Time.GetTimestamp() + (await _waker.WakeAsync(_stopping.Token)).Ticks;
            }

            return ChangesAfter;
        });
    }

    private async Task RepeatAsync(Func<Task<TimeSpan>> turn)
    {
        var wait = Worker.DrainInterval * _world.Random.NextDouble() * 0.2;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(wait, Time, _stopping.Token);
                wait = await turn();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (StoreFailures.IsUnwritable(e))
            {
                wait = Worker.DrainInterval;
            }
        }
    }
}
