using System.Security.Cryptography;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Starting;

/// <summary>What may become of a PostgreSQL before a start and under a portal that has started.</summary>
internal sealed class StartServer(PostgresProcess server, StartDatabase upToDate)
{
    private const int Before = 10;
    private const int Mebibytes = 48;

    public IEnumerable<Func<CancellationToken, Task<StartCase>>> Cases() => [CutOffAsync, GoneBeforeAsync, ReadOnlyAsync, FullAsync, DroppedAsync, PartlyRestoredAsync, OtherKeysAsync];

    private Task<StartCase> CutOffAsync(CancellationToken cancellationToken) => RunAsync("out of reach while it runs, then back", async (result, store, start) =>
    {
        store.Way.Close();
        await RefusesAsync(result, store, start, cancellationToken);
        store.Way.Open();
        await GoesOnAsync(result, store, start, cancellationToken);
    }, cancellationToken);

    private async Task<StartCase> GoneBeforeAsync(CancellationToken cancellationToken)
    {
        using var store = (StartDatabase)upToDate.Copy();
        var result = new StartCase(store, "out of reach before the start, then there");
        store.Way.Close();
        await using (var start = store.Begin(beside: store.ByTheWay))
        {
            await result.MustEndAsync(start, StartEnd.Out, cancellationToken);
        }

        store.Way.Open();
        await using (var start = store.Begin(beside: store.ByTheWay))
        {
            await result.MustEndAsync(start, StartEnd.Up, cancellationToken);
            await result.MustReadyAsync(start, 200, cancellationToken);
        }

        return result;
    }

    private Task<StartCase> ReadOnlyAsync(CancellationToken cancellationToken) => RunAsync("read-only while it runs, then writable", async (result, store, start) =>
    {
        store.SetReadOnly(true);
        await RefusesAsync(result, store, start, cancellationToken);
        store.SetReadOnly(false);
        await GoesOnAsync(result, store, start, cancellationToken);
    }, cancellationToken);

    private async Task<StartCase> FullAsync(CancellationToken cancellationToken)
    {
        var result = new StartCase(upToDate, "full while it runs, then room");
        if (StartLeftovers.Mount(result, Mebibytes) is not { } disk)
        {
            return result;
        }

        using (disk)
        {
            server.MakeTablespace("full_disk", disk.Path);
            using (var store = upToDate.CopyTo("full_disk"))
            {
                await RunAsync(result, store, async start =>
                {
                    var (taken, status) = (Before, 202);
                    while (status == 202)
                    {
                        disk.Fill();
                        (status, _) = await start.PostAsync(StartStore.Inbox, store.Operations(200), cancellationToken);
                        taken += status == 202 ? 200 : 0;
                    }

                    await RefusesAsync(result, store, start, cancellationToken, 200);
                    disk.Free();
                    await GoesOnAsync(result, store, start, cancellationToken, taken);
                }, cancellationToken);
            }

            server.Execute("DROP TABLESPACE full_disk");
        }

        return result;
    }

    private Task<StartCase> DroppedAsync(CancellationToken cancellationToken) => RunAsync("dropped while it runs", async (result, store, start) =>
    {
        store.Drop();
        await RefusesAsync(result, store, start, cancellationToken);
        result.Must(await start.TerminateAsync(StartCase.Limit, cancellationToken) == 0, "it didn't end with 0");
    }, cancellationToken);

    /// <summary>A dump of which a table is missing: what is said must be true of the intake.</summary>
    private async Task<StartCase> PartlyRestoredAsync(CancellationToken cancellationToken)
    {
        using var store = upToDate.Copy();
        var result = new StartCase(store, "partly restored: a table is missing");
        store.Execute("""DROP TABLE "Operations" CASCADE""");
        await using var start = store.Begin();
        await result.MustEndAsync(start, StartEnd.Out, cancellationToken);
        return result;
    }

    private async Task<StartCase> OtherKeysAsync(CancellationToken cancellationToken)
    {
        var result = new StartCase(upToDate, "another key file, then the right one");
        var folder = Directory.CreateTempSubdirectory("relationsync-starts-");
        try
        {
            using var store = upToDate.Copy();
            var (right, wrong) = (KeyFile(folder, "right"), KeyFile(folder, "wrong"));
            await StartAsync(right, 200, 202);
            await StartAsync(wrong, 503, 503);
            await StartAsync(right, 200, 202);

            async Task StartAsync(string keys, int ready, int answer)
            {
                await using var start = store.Begin(beside: new Dictionary<string, string> { ["Keys__File"] = keys });
                await result.MustEndAsync(start, StartEnd.Up, cancellationToken);
                await result.MustReadyAsync(start, ready, cancellationToken);
                await result.MustAnswerAsync(start, store, answer, cancellationToken);
                result.Must(ready == 200 || start.Said.Contains($"The signing secret of inbox {StartStore.Inbox} can't be decrypted", StringComparison.Ordinal), "the log doesn't name the inbox");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return result;
    }

    private static string KeyFile(DirectoryInfo folder, string name)
    {
        var file = Path.Combine(folder.FullName, name);
        File.WriteAllText(file, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n");
        return file;
    }

    /// <summary>A portal that has taken some operations, and what is done to its server.</summary>
    private async Task<StartCase> RunAsync(string name, Func<StartCase, StartDatabase, PortalStart, Task> run, CancellationToken cancellationToken)
    {
        using var store = (StartDatabase)upToDate.Copy();
        var result = new StartCase(store, name);
        await RunAsync(result, store, start => run(result, store, start), cancellationToken);
        return result;
    }

    private static async Task RunAsync(StartCase result, StartDatabase store, Func<PortalStart, Task> run, CancellationToken cancellationToken)
    {
        await using var start = store.Begin(beside: store.ByTheWay);
        await result.MustEndAsync(start, StartEnd.Up, cancellationToken);
        await result.MustReadyAsync(start, 200, cancellationToken);
        await result.MustAnswerAsync(start, store, 202, cancellationToken, Before);
        if (result.Wrong.Count == 0)
        {
            await run(start); // of one that isn't up, nothing that follows would say anything
        }
    }

    private static Task RefusesAsync(StartCase result, StartDatabase store, PortalStart start, CancellationToken cancellationToken, int operations = 1) =>
        StartLosses.RefusesAsync(result, store, start, cancellationToken, operations);

    /// <summary>By itself, and with all that it acknowledged.</summary>
    private static async Task GoesOnAsync(StartCase result, StartDatabase store, PortalStart start, CancellationToken cancellationToken, int acknowledged = Before)
    {
        await result.MustReadyAsync(start, 200, cancellationToken);
        await result.MustAnswerAsync(start, store, 202, cancellationToken);
        var kept = store.Received();
        result.Must(kept > acknowledged, $"{acknowledged + 1} operations were acknowledged, {kept} are there");
    }
}
