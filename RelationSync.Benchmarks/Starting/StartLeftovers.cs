using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Starting;

/// <summary>What a start may find: locks, a full or read-only disk, a lost or cut file, one of before 1.0, lost keys.</summary>
internal sealed class StartLeftovers(StartFile upToDate)
{
    private const int Mebibytes = 24;

    public IEnumerable<Func<CancellationToken, Task<StartCase>>> Cases() => [LocksAsync, FullAsync, ReadOnlyAsync, LostFileAsync, LostKeysAsync, TruncatedAsync, FormerAsync];

    private async Task<StartCase> LocksAsync(CancellationToken cancellationToken)
    {
        var result = new StartCase(upToDate, "stale locks, on an older store and on one up to date");
        using var store = new StartFile();
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

    private async Task<StartCase> FullAsync(CancellationToken cancellationToken)
    {
        var result = new StartCase(upToDate, "full disk, then room");
        if (Mount(result) is not { } disk)
        {
            return result;
        }

        using (disk)
        using (var store = new StartFile(disk.Path))
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

    private async Task<StartCase> ReadOnlyAsync(CancellationToken cancellationToken)
    {
        var result = new StartCase(upToDate, "read-only disk, then writable");
        if (Mount(result) is not { } disk)
        {
            return result;
        }

        using (disk)
        using (var store = new StartFile(disk.Path))
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
        var result = new StartCase(upToDate, "the file lost before the start, its log not");
        using var store = upToDate.CopyTo(null);
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
        var result = new StartCase(upToDate, "keys lost, with and without the provisioning file, then put back");
        using var store = upToDate.CopyTo(null);
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

    /// <summary>Half of the file is missing, as of a copy that ran out of room: nothing is served from it.</summary>
    private async Task<StartCase> TruncatedAsync(CancellationToken cancellationToken)
    {
        var result = new StartCase(upToDate, "the file cut off in its middle, its log not there");
        using var store = upToDate.CopyTo(null);
        File.Delete(store.Database + "-wal");
        using (var file = new FileStream(store.Database, FileMode.Open))
        {
            file.SetLength(file.Length / 2 / 4096 * 4096);
        }

        await using var start = store.Begin();
        await result.MustEndAsync(start, StartEnd.Out, cancellationToken);
        return result;
    }

    private async Task<StartCase> FormerAsync(CancellationToken cancellationToken)
    {
        var result = new StartCase(upToDate, "of a build before 1.0");
        using var store = new StartFile();
        store.MakeFormer();
        await using var start = store.Begin();
        await result.MustEndAsync(start, StartEnd.Out, cancellationToken);
        result.Must(start.Said.Contains("upgrade-store", StringComparison.Ordinal), "the command isn't named");
        return result;
    }

    /// <summary>A disk of its own; null where none may be mounted, which the row then says.</summary>
    internal static Tmpfs? Mount(StartCase result, int mebibytes = Mebibytes)
    {
        try
        {
            return Tmpfs.Mount(mebibytes);
        }
        catch (InvalidOperationException e)
        {
            result.NotShown = e.Message;
            return null;
        }
    }
}
