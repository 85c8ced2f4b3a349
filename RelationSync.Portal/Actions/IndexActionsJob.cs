using Quartz;
using RelationSync.Portal.Storage.Search;

namespace RelationSync.Portal.Actions;

/// <summary>Every few seconds: brings the index of actions in step.</summary>
[DisallowConcurrentExecution]
internal sealed class IndexActionsJob(ActionIndexer indexer) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await indexer.RunAsync(cancellationToken);
}
