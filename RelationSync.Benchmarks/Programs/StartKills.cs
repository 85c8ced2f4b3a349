using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Programs;

/// <summary>
/// Starts that are killed one after another on one store, and then one that isn't: it comes up, whole, and takes
/// operations. Two of three kills fall where the store is migrated; the others anywhere.
/// </summary>
internal sealed class StartKills(int kills, int seed)
{
    private const int Chain = 5;
    private const string Migrating = "Migrating the store";
    private static readonly TimeSpan WholeStart = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan Migration = TimeSpan.FromMilliseconds(400);

    /// <summary>On no store yet, on one of the first version with its lock left behind, and on one that is up to date.</summary>
    public IEnumerable<Func<CancellationToken, Task<StartCase>>> Cases()
    {
        var (fresh, old) = (kills * 2 / 5, kills * 2 / 5);
        yield return token => RunAsync("killed on a new store", fresh, 1, _ => Task.CompletedTask, token);
        yield return token => RunAsync("killed on an older store, its lock left behind", old, 2, store => Task.Run(store.MakeOld, token), token);
        yield return token => RunAsync("killed on a store up to date", kills - fresh - old, 3, store => UpOnceAsync(store, token), token);
    }

    private async Task<StartCase> RunAsync(string name, int count, int salt, Func<StartStore, Task> prepare, CancellationToken cancellationToken)
    {
        var result = new StartCase(name);
        var random = new Random(seed + salt);
        while (result.Killed < count)
        {
            using var store = new StartStore();
            await prepare(store);
            for (var i = 0; i < Chain && result.Killed < count; i++)
            {
                await KillAsync(store, result, random, cancellationToken);
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

    private static async Task KillAsync(StartStore store, StartCase result, Random random, CancellationToken cancellationToken)
    {
        await using var start = store.Begin();
        var (isDense, share) = (random.Next(3) > 0, random.NextDouble());
        if (isDense && await start.SaysAsync(Migrating, cancellationToken))
        {
            await Task.Delay(Migration * share, cancellationToken);
        }
        else if (!isDense && WholeStart * share - start.Since is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, cancellationToken);
        }

        result.Must(start.ExitCode is null, $"ended by itself with {start.ExitCode}: {start.Said}");
        await start.KillAsync();
        result.Killed++;
        result.Must(store.Damage() is null, "the store's file is damaged");
    }

    private static async Task UpOnceAsync(StartStore store, CancellationToken cancellationToken)
    {
        await using var first = store.Begin();
        await first.UpOrOutAsync(StartCase.Limit, cancellationToken);
    }
}
