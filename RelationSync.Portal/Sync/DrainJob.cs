using Quartz;

namespace RelationSync.Portal.Sync;

/// <summary>Every <c>Worker:DrainInterval</c>: starts the drains that are worth it.</summary>
[DisallowConcurrentExecution]
internal sealed class DrainJob(DrainCoordinator coordinator, Live.DrainHeartbeat heartbeat) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await coordinator.TickAsync(cancellationToken);
        heartbeat.Beat();
    }
}
