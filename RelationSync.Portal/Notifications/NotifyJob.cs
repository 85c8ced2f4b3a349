using Quartz;

namespace RelationSync.Portal.Notifications;

/// <summary>Every <c>Worker:DrainInterval</c>, but not more often than <see cref="MostOften"/>: tells what began and ended, and tries again what couldn't be delivered.</summary>
[DisallowConcurrentExecution]
internal sealed class NotifyJob(EvaluateConditions evaluate, DeliveryPump pump, ForgetOld forget) : IJob
{
    public static readonly TimeSpan MostOften = TimeSpan.FromSeconds(5);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await evaluate.RunAsync(cancellationToken);
        pump.Start();
        await forget.RunAsync(cancellationToken);
    }
}
