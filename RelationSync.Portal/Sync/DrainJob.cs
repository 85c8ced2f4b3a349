using Quartz;
using RelationSync.Portal.Live;

namespace RelationSync.Portal.Sync;

/// <summary>Every <c>Worker:DrainInterval</c>: starts the drains that are worth it.</summary>
[DisallowConcurrentExecution]
internal sealed class DrainJob(DrainCoordinator coordinator, DrainHeartbeat heartbeat) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await coordinator.TickAsync(cancellationToken);
        heartbeat.Beat();
    }
}
