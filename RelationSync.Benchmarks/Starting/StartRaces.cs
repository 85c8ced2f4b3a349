using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Starting;

/// <summary>Starts on an older store, and on one of a later version, of any engine.</summary>
internal sealed class StartRaces(Func<StartStore> make, StartStore upToDate)
{
    public IEnumerable<Func<CancellationToken, Task<StartCase>>> Cases() => [TwoAtOnceAsync, TerminatedAsync, NewerAsync];

    private async Task<StartCase> TwoAtOnceAsync(CancellationToken cancellationToken)
    {
        using var store = make();
        var result = new StartCase(store, "two at once, on an older store");
        store.MakeOld();
        await using var one = store.Begin();
        await using var other = store.Begin();
        await result.EndAsync(one, cancellationToken);
        await result.EndAsync(other, cancellationToken);
        result.Must(result.Up > 0, "neither came up");
        result.Must(store.Damage() is null, "the store is damaged");
        return result;
    }

    private async Task<StartCase> TerminatedAsync(CancellationToken cancellationToken)
    {
        using var store = make();
        var result = new StartCase(store, "SIGTERM within the migration");
        store.MakeOld();
        await using (var start = store.Begin())
        {
            result.Must(await start.SaysAsync("Migrating the store", cancellationToken), "it never began to migrate");
            var code = await start.TerminateAsync(StartCase.Limit, cancellationToken);
            result.Must(code is not null, "it didn't end");
        }

        await using var next = store.Begin();
        await result.MustEndAsync(next, StartEnd.Up, cancellationToken);
        return result;
    }

    private async Task<StartCase> NewerAsync(CancellationToken cancellationToken)
    {
        using var store = upToDate.Copy();
        var result = new StartCase(store, "of a later version");
        store.MakeNewer();
        await using var start = store.Begin();
        await result.MustEndAsync(start, StartEnd.Out, cancellationToken);
        result.Must(start.Said.Contains("newer than this program", StringComparison.Ordinal), "the reason isn't that it is newer");
        return result;
    }
}
