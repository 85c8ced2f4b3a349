namespace RelationSync.Portal.Storage.Queries;

/// <summary>
/// Where the index only notes what was taken out of it, its grams stay until their segment is merged. This merges all of
/// them, in short steps, so that what is erased is gone from the index as well.
/// </summary>
internal sealed class IndexMerge(Store store, TimeProvider time)
{
    /// <summary>Whether anything is noted as taken out.</summary>
    public Task<bool> IsNeededAsync(CancellationToken cancellationToken) =>
        store.ReadAsync((db, _) => Task.FromResult(db.Dialect.ActionIndex.IsMergeNeeded(db)), cancellationToken);

    /// <summary>Merges the whole index and returns the number of steps. Rows removed during the merge are left for the next run.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var steps = 0;
        for (var more = true; more; steps++)
        {
            var started = time.GetTimestamp();
            var begins = steps == 0;
            more = await store.WriteAsync((db, _) => Task.FromResult(db.Dialect.ActionIndex.Merge(db, begins)), cancellationToken);

            // A fifth of the writer's time at most, as the indexer.
            await Task.Delay(time.GetElapsedTime(started) * 4, time, cancellationToken);
        }

        return steps;
    }
}
