using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Starting;

/// <summary>
/// Starts that are killed one after another on one store, and then one that isn't: it comes up, whole, and takes
/// operations. Two of three kills fall where the store is migrated; the others anywhere.
/// </summary>
internal sealed class StartKills(int kills, int seed, Func<StartStore> make, StartStore upToDate)
{
    private const int Chain = 8;
    private const string Migrating = "Migrating the store";
    private const string Migrated = "The store is migrated";
    private static readonly TimeSpan WholeStart = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan Migration = TimeSpan.FromMilliseconds(400);

    /// <summary>On no store yet, on one that the newest migration is still to come to (on SQLite with EF Core's lock left behind), and on one that is up to date.</summary>
    public IEnumerable<Func<CancellationToken, Task<StartCase>>> Cases()
    {
        var (fresh, old) = (kills * 2 / 5, kills * 2 / 5);
        yield return token => RunAsync("killed on a new store", fresh, 1, make, token);
        yield return token => RunAsync("killed on an older store", old, 2, Old, token);
        yield return token => RunAsync("killed on a store up to date", kills - fresh - old, 3, () => upToDate.Copy(), token, isMigrated: true);
    }

    private async Task<StartCase> RunAsync(string name, int count, int salt, Func<StartStore> begin, CancellationToken cancellationToken, bool isMigrated = false)
    {
        var result = new StartCase(upToDate, name);
        var random = new Random(seed + salt);
        while (result.Killed < count)
        {
            using var store = begin();
            var migrates = !isMigrated;
            for (var i = 0; i < Chain && result.Killed < count; i++)
            {
                migrates = await KillAsync(store, result, random, migrates, cancellationToken);
            }

            await using var last = store.Begin();
            await result.MustEndAsync(last, StartEnd.Up, cancellationToken);
            if (last.ExitCode is null)
            {
                await result.MustReadyAsync(last, 200, cancellationToken);
                await result.MustAnswerAsync(last, store, 202, cancellationToken);
            }
        }

        return result;
    }

    private StartStore Old()
    {
        var store = make();
        store.MakeOld();
        return store;
    }

    /// <summary>False: the store is migrated now, and no later start does it again.</summary>
    private static async Task<bool> KillAsync(StartStore store, StartCase result, Random random, bool migrates, CancellationToken cancellationToken)
    {
        await using var start = store.Begin();
        var (isDense, share) = (random.Next(3) > 0, random.NextDouble());
        if (isDense && migrates && await start.SaysAsync(Migrating, cancellationToken))
        {
            await Task.Delay(Migration * share, cancellationToken);
        }
        else if (WholeStart * share - start.Since is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, cancellationToken);
        }

        result.Must(start.ExitCode is null, $"ended by itself with {start.ExitCode}: {start.Said}");
        await start.KillAsync();
        result.Killed++;
        result.Must(store.Damage() is null, "the store is damaged");
        return migrates && !start.Said.Contains(Migrated, StringComparison.Ordinal);
    }
}
