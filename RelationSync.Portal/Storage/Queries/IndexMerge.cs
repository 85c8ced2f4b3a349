namespace RelationSync.Portal.Storage.Queries;

/// <summary>
/// The index only notes what was taken out of it; the grams themselves stay until their segment is merged. This merges
/// all of them, in short steps, so that what is erased is gone from the index as well.
/// </summary>
internal sealed class IndexMerge(Store store, TimeProvider time)
{
    /// <summary>Pages of 4 KB that a step writes, and where it is in the middle of a gram the rest of its actions.</summary>
    private const int Pages = 128;

    /// <summary>Whether anything is noted as taken out. These notes are rows of their own, with numbers beyond all others'.</summary>
    public Task<bool> IsNeededAsync(CancellationToken cancellationToken) => store.ReadAsync(
        (db, _) =>
        {
            using var noted = new Statement(db, """SELECT 1 FROM "ActionIndex_data" WHERE "id" >= 1 << 53 LIMIT 1""");
            return Task.FromResult(noted.Finds());
        },
        cancellationToken);

    /// <summary>Merges all there is. What is taken out meanwhile is left for the next time. Answers in how many steps.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var steps = 0;
        for (var more = true; more; steps++)
        {
            var started = time.GetTimestamp();
            var pages = steps == 0 ? -Pages : Pages;
            more = await store.WriteAsync((db, _) => Task.FromResult(Step(db, pages)), cancellationToken);

            // A fifth of the writer's time at most, as the indexer.
            await Task.Delay(time.GetElapsedTime(started) * 4, time, cancellationToken);
        }

        return steps;
    }

    /// <summary>A negative number begins with all segments, a positive one goes on. False where there was nothing to do.</summary>
    private static bool Step(RelationSyncDb db, int pages)
    {
        using var changes = new Statement(db, "SELECT total_changes()");
        var before = changes.Read(r => r.GetInt64(0))[0];
        using var merge = new Statement(db, """INSERT INTO "ActionIndex" ("ActionIndex", "rank") VALUES ('merge', @pages)""", "@pages");
        merge.Run(pages);

        // As SQLite's documentation says: the statement itself counts as one change.
        return changes.Read(r => r.GetInt64(0))[0] - before >= 2;
    }
}
