using Quartz;

namespace RelationSync.Portal.Worker;

/// <summary>Every <c>Worker:DrainInterval</c>: starts the drains that are worth it.</summary>
[DisallowConcurrentExecution]
internal sealed class DrainJob(DrainCoordinator coordinator, Monitoring.DrainHeartbeat heartbeat) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await coordinator.TickAsync(cancellationToken);
        heartbeat.Beat();
    }
}
