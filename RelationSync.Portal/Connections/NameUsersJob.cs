using Quartz;

namespace RelationSync.Portal.Connections;

/// <summary>Finds out who has authorised, where that isn't known yet. Nearly always there is nothing to do.</summary>
[DisallowConcurrentExecution]
internal sealed class NameUsersJob(NameUsers users) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await users.RunAsync(cancellationToken);
}
