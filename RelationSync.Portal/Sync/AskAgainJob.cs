using Microsoft.EntityFrameworkCore;
using Quartz;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Sync;

/// <summary>Asks Salesforce again about each authorisation that it refused, when its time has come; what waited for it is drained at once.</summary>
[DisallowConcurrentExecution]
internal sealed class AskAgainJob(Store store, AskAgain askAgain, DrainCoordinator coordinator, TimeProvider clock, ILogger<AskAgainJob> logger) : IJob
{
    /// <summary>How often it is looked whether one's time has come; not more often than drains start.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private const int AtOnce = 8;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (await RunAsync(cancellationToken) > 0)
        {
            await coordinator.TickAsync(cancellationToken);
        }
    }

    /// <summary>Answers how many are taken again.</summary>
    internal async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var due = await store.ReadAsync(
            (db, token) => db.Authorizations
                .Where(a => a.AskAgainAt <= now || (a.AskAgainAt == null && (a.GoneAt != null || a.BlockedAt != null)))
                .Where(a => db.Connections.Any(c => c.AuthorizationId == a.Id))
                .Select(a => a.Id).ToListAsync(token),
            cancellationToken);
        var taken = 0;
        var width = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(due, width, async (id, token) =>
        {
            if (await AskAsync(id, token))
            {
                Interlocked.Increment(ref taken);
            }
        });
        return taken;
    }

    private async Task<bool> AskAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            if (await askAgain.RunAsync(id, cancellationToken) is { } failure)
            {
                logger.LogInformation("Authorisation {Authorization} was asked again: {Code}", id, failure.Code);
                return false;
            }

            logger.LogInformation("Authorisation {Authorization} is taken again.", id);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One that can't be asked keeps no other waiting.
            logger.LogError(e, "Authorisation {Authorization} could not be asked again; it is tried once more.", id);
            return false;
        }
    }
}
