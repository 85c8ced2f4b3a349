using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Starting;

/// <summary>What may become of the store under a portal that has started: nothing acknowledged is lost, readiness says so, and it recovers by itself where it can.</summary>
internal sealed class StartLosses(StartFile upToDate)
{
    private const int Before = 10;

    public IEnumerable<Func<CancellationToken, Task<StartCase>>> Cases() => [MovedAsync, DeletedAsync, ReplacedAsync, OverwrittenAsync, LogDeletedAsync, FullAsync];

    private Task<StartCase> MovedAsync(CancellationToken cancellationToken) => RunAsync("moved while it runs, then put back", async (result, store, start) =>
    {
        File.Move(store.Database, store.Database + ".away");
        await RefusesAsync(result, store, start, cancellationToken);
        File.Move(store.Database + ".away", store.Database);
        await result.MustReadyAsync(start, 200, cancellationToken);
        await result.MustAnswerAsync(start, store, 202, cancellationToken);
        await start.KillAsync();
        await RestartsWithAsync(result, store, Before + 1, cancellationToken);
    }, cancellationToken);

    private Task<StartCase> DeletedAsync(CancellationToken cancellationToken) => RunAsync("deleted while it runs", async (result, store, start) =>
    {
        File.Delete(store.Database);
        await RefusesAsync(result, store, start, cancellationToken);
        result.Must(!File.Exists(store.Database), "another store was made in its place");
        result.Must(await start.TerminateAsync(StartCase.Limit, cancellationToken) == 0, "it didn't end with 0");
    }, cancellationToken);

    private Task<StartCase> ReplacedAsync(CancellationToken cancellationToken) => RunAsync("replaced by another store while it runs", async (result, store, start) =>
    {
        using var other = upToDate.CopyTo(null);
        other.BeAnother();
        File.Move(store.Database, store.Database + ".away");
        File.Copy(other.Database, store.Database);
        var bytes = await File.ReadAllBytesAsync(store.Database, cancellationToken);
        await RefusesAsync(result, store, start, cancellationToken);
        await start.TerminateAsync(StartCase.Limit, cancellationToken);
        var after = await File.ReadAllBytesAsync(store.Database, cancellationToken);
        result.Must(bytes.AsSpan().SequenceEqual(after), "the file in its place was written to");
        File.Move(store.Database + ".away", store.Database, overwrite: true);
        await RestartsWithAsync(result, store, Before, cancellationToken);
    }, cancellationToken);

    private Task<StartCase> OverwrittenAsync(CancellationToken cancellationToken) => RunAsync("overwritten in place by an earlier copy while it runs", async (result, store, start) =>
    {
        for (var i = 0; i < 4; i++)
        {
            await result.MustAnswerAsync(start, store, 202, cancellationToken, 1000); // until its log has been brought to the file
        }

        await File.WriteAllBytesAsync(store.Database, await File.ReadAllBytesAsync(Early(store), cancellationToken), cancellationToken);
        await RefusesAsync(result, store, start, cancellationToken);
        await start.TerminateAsync(StartCase.Limit, cancellationToken);
        File.Delete(store.Database + "-wal");
        File.Delete(store.Database + "-shm");
        await RestartsWithAsync(result, store, 0, cancellationToken);
    }, cancellationToken);

    private Task<StartCase> LogDeletedAsync(CancellationToken cancellationToken) => RunAsync("its log deleted while it runs", async (result, store, start) =>
    {
        File.Delete(store.Database + "-wal");
        await RefusesAsync(result, store, start, cancellationToken);
        await start.KillAsync();
        await RestartsWithAsync(result, store, Before, cancellationToken);
    }, cancellationToken);

    private async Task<StartCase> FullAsync(CancellationToken cancellationToken)
    {
        var result = new StartCase(upToDate, "full while it runs, then room");
        if (StartLeftovers.Mount(result) is not { } disk)
        {
            return result;
        }

        using (disk)
        using (var store = upToDate.CopyTo(disk.Path))
        {
            await using var start = store.Begin();
            await result.MustEndAsync(start, StartEnd.Up, cancellationToken);
            await result.MustReadyAsync(start, 200, cancellationToken);
            var (taken, status) = (0, 202);
            while (status == 202)
            {
                disk.Fill();
                (status, _) = await start.PostAsync(StartStore.Inbox, store.Operations(200), cancellationToken);
                taken += status == 202 ? 200 : 0;
            }

            await RefusesAsync(result, store, start, cancellationToken, 200);
            disk.Free();
            await result.MustReadyAsync(start, 200, cancellationToken);
            await result.MustAnswerAsync(start, store, 202, cancellationToken, 200);
            await start.KillAsync();
            await RestartsWithAsync(result, store, taken + 200, cancellationToken);
        }

        return result;
    }

    /// <summary>A portal that has taken some operations, and what is done to it.</summary>
    private async Task<StartCase> RunAsync(string name, Func<StartCase, StartFile, PortalStart, Task> run, CancellationToken cancellationToken)
    {
        var result = new StartCase(upToDate, name);
        using var store = upToDate.CopyTo(null);
        File.Copy(store.Database, Early(store));
        await using var start = store.Begin();
        await result.MustEndAsync(start, StartEnd.Up, cancellationToken);
        await result.MustReadyAsync(start, 200, cancellationToken);
        await result.MustAnswerAsync(start, store, 202, cancellationToken, Before);
        if (result.Wrong.Count == 0)
        {
            await run(result, store, start); // of one that isn't up, nothing that follows would say anything
        }

        return result;
    }

    /// <summary>A copy of the file from before its last start.</summary>
    private static string Early(StartFile store) => store.Database + ".early";

    /// <summary>The intake refuses and readiness says so, both from now on.</summary>
    internal static async Task RefusesAsync(StartCase result, StartStore store, PortalStart start, CancellationToken cancellationToken, int operations = 1)
    {
        await result.MustAnswerAsync(start, store, 503, cancellationToken, operations);
        await result.MustReadyAsync(start, 503, cancellationToken);
        for (var i = 0; i < 10; i++)
        {
            await result.MustAnswerAsync(start, store, 503, cancellationToken, operations);
            var ready = await start.GetAsync("/health/ready", cancellationToken);
            result.Must(ready == 503, $"readiness was {ready} while the intake refused");
        }
    }

    private static async Task RestartsWithAsync(StartCase result, StartStore store, int received, CancellationToken cancellationToken)
    {
        await using var start = store.Begin();
        await result.MustEndAsync(start, StartEnd.Up, cancellationToken);
        await result.MustReadyAsync(start, 200, cancellationToken);
        var kept = store.Received();
        result.Must(kept >= received, $"{received} operations were acknowledged, {kept} are there");
    }
}
