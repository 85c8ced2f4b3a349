using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Programs;

/// <summary>What a start may find: locks, a full or read-only disk, another start beside it, a lost file, lost keys.</summary>
internal sealed class StartLeftovers(StartStore upToDate)
{
    private const int Mebibytes = 24;

    public IEnumerable<Func<CancellationToken, Task<StartCase>>> Cases() => [LocksAsync, TwoAtOnceAsync, TerminatedAsync, FullAsync, ReadOnlyAsync, LostFileAsync, LostKeysAsync];

    private static async Task<StartCase> LocksAsync(CancellationToken cancellationToken)
    {
        var result = new StartCase("stale locks, on an older store and on one up to date");
        using var store = new StartStore();
        store.MakeOld();
        for (var i = 0; i < 2; i++)
        {
            await using var start = store.Begin();
            await result.MustEndAsync(start, StartEnd.Up, cancellationToken);
            await start.KillAsync();
            store.LeaveLock();
        }

        return result;
    }

    private static async Task<StartCase> TwoAtOnceAsync(CancellationToken cancellationToken)
    {
        var result = new StartCase("two at once, on an older store");
        using var store = new StartStore();
        store.MakeOld();
        await using var one = store.Begin();
        await using var other = store.Begin();
        await result.EndAsync(one, cancellationToken);
        await result.EndAsync(other, cancellationToken);
        result.Must(result.Up > 0, "neither came up");
        result.Must(store.Damage() is null, "the store's file is damaged");
        return result;
    }

    private static async Task<StartCase> TerminatedAsync(CancellationToken cancellationToken)
    {
        var result = new StartCase("SIGTERM within the migration");
        using var store = new StartStore();
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

    private static async Task<StartCase> FullAsync(CancellationToken cancellationToken)
    {
        var result = new StartCase("full disk, then room");
        if (Mount(result) is not { } disk)
        {
            return result;
        }

        using (disk)
        using (var store = new StartStore(disk.Path))
        {
            disk.Fill();
            await using (var start = store.Begin())
            {
                await result.MustEndAsync(start, StartEnd.Out, cancellationToken);
            }

            disk.Free();
            await using (var start = store.Begin())
            {
                await result.MustEndAsync(start, StartEnd.Up, cancellationToken);
                await start.KillAsync();
            }

            disk.Fill();
            await using (var start = store.Begin())
            {
                if (await result.EndAsync(start, cancellationToken) is StartEnd.Up)
                {
                    await result.MustReadyAsync(start, 503, cancellationToken);
                    disk.Free();
                    await result.MustReadyAsync(start, 200, cancellationToken);
                }
            }
        }

        return result;
    }

    private static async Task<StartCase> ReadOnlyAsync(CancellationToken cancellationToken)
    {
        var result = new StartCase("read-only disk, then writable");
        if (Mount(result) is not { } disk)
        {
            return result;
        }

        using (disk)
        using (var store = new StartStore(disk.Path))
        {
            foreach (var _ in Enumerable.Range(0, 2))
            {
                disk.SetReadOnly(true);
                await using (var start = store.Begin())
                {
                    await result.MustEndAsync(start, StartEnd.Out, cancellationToken);
                }

                disk.SetReadOnly(false);
                await using (var start = store.Begin())
                {
                    await result.MustEndAsync(start, StartEnd.Up, cancellationToken);
                    await start.KillAsync();
                }
            }
        }

        return result;
    }

    /// <summary>The file is gone, its log isn't: no new store is made in its place.</summary>
    private async Task<StartCase> LostFileAsync(CancellationToken cancellationToken)
    {
        var result = new StartCase("the file lost before the start, its log not");
        using var store = upToDate.Copy();
        await using (var start = store.Begin())
        {
            await result.MustEndAsync(start, StartEnd.Up, cancellationToken);
            await result.MustAnswerAsync(start, store, 202, cancellationToken, 10);
            await start.KillAsync();
        }

        var away = store.Database + ".away";
        File.Move(store.Database, away);
        await using (var start = store.Begin())
        {
            await result.MustEndAsync(start, StartEnd.Out, cancellationToken);
        }

        File.Delete(store.Database);
        File.Move(away, store.Database);
        await using (var start = store.Begin())
        {
            await result.MustEndAsync(start, StartEnd.Up, cancellationToken);
            result.Must(store.Received() == 10, "what was acknowledged is gone");
        }

        return result;
    }

    private async Task<StartCase> LostKeysAsync(CancellationToken cancellationToken)
    {
        var result = new StartCase("keys lost, with and without the provisioning file, then put back");
        using var store = upToDate.Copy();
        var away = store.Keys + ".away";
        Directory.Move(store.Keys, away);
        foreach (var provisioned in new[] { true, false })
        {
            await using var start = store.Begin(provisioned);
            await result.MustEndAsync(start, StartEnd.Up, cancellationToken);
            await result.MustReadyAsync(start, 503, cancellationToken);
            await result.MustAnswerAsync(start, store, 503, cancellationToken);
            result.Must(start.Said.Contains($"The signing secret of inbox {StartStore.Inbox} can't be decrypted", StringComparison.Ordinal), "the log doesn't name the inbox");
        }

        Directory.Delete(store.Keys, recursive: true);
        Directory.Move(away, store.Keys);
        await using (var start = store.Begin())
        {
            await result.MustEndAsync(start, StartEnd.Up, cancellationToken);
            await result.MustReadyAsync(start, 200, cancellationToken);
            await result.MustAnswerAsync(start, store, 202, cancellationToken);
        }

        return result;
    }

    /// <summary>A disk of its own; null where none may be mounted, which the row then says.</summary>
    internal static Tmpfs? Mount(StartCase result)
    {
        try
        {
            return Tmpfs.Mount(Mebibytes);
        }
        catch (InvalidOperationException e)
        {
            result.NotShown = e.Message;
            return null;
        }
    }
}
