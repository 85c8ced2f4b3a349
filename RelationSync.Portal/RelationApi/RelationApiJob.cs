using Quartz;

namespace RelationSync.Portal.RelationApi;

/// <summary>Starts the reading of Re:lation's tenants on this node; a tenant that another node reads is left to it.</summary>
[DisallowConcurrentExecution]
internal sealed class RelationApiJob(TenantReader reader) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await reader.TickAsync(cancellationToken);
}
