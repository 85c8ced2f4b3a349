using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;

namespace RelationSync.Benchmarks.Histories;

/// <summary>One process's way to the store: before each read and write of it others may go first, and time may pass.</summary>
internal sealed class HistoryContexts(HistoryStore store, HistoryFaults faults, HistoryTime time, Random random) : IDbContextFactory<RelationSyncDb>
{
    private const int CantOpen = 14;
    private const int SlowOf = 40;
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(4);

    public RelationSyncDb CreateDbContext() => throw new NotSupportedException("Here nothing blocks.");

    public async Task<RelationSyncDb> CreateDbContextAsync(CancellationToken cancellationToken = default)
    {
        if (random.Next(SlowOf) == 0)
        {
            await Task.Delay(Slowest * random.NextDouble(), time, cancellationToken);
        }
        else
        {
            await Task.Yield();
        }

        return faults.OfOpening() is null ? store.Contexts.CreateDbContext() : throw HistoryCommits.Failure(CantOpen);
    }
}
