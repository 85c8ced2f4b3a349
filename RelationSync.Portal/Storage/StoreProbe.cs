namespace RelationSync.Portal.Storage;

/// <summary>
/// Checks with a durable write whether the intake could accept an operation right now. Concurrent callers
/// share one write; none waits longer than <see cref="Patience"/>.
/// </summary>
internal sealed partial class StoreProbe(Store store, TimeProvider clock, ILogger<StoreProbe> logger, StoreAnchor? anchor = null, StoreLocation? location = null)
{
    /// <summary>Free bytes the disk must have. Below that, the next request can fail although a small write still fits into reused pages.</summary>
    public const long LeastRoom = 1024 * 1024;

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Task? _writing;
    private long _goodAt; // 0: the last one failed, or there was none
    private bool _said;

    private bool IsServer => location is { Provider: StoreProvider.PostgreSql };

    /// <summary>The problem; null if there is none.</summary>
    public async Task<string?> LookAsync(CancellationToken cancellationToken)
    {
        var (fault, exception) = await TryAsync(cancellationToken);
        lock (_lock)
        {
            if (fault is null == _said)
            {
                _said = fault is not null;
                if (fault is null)
                {
                    LogRecovered(logger);
                }
                else
                {
                    LogUnwritable(logger, fault, exception);
                }
            }
        }

        return fault;
    }

    private async Task<(string? Fault, Exception? Exception)> TryAsync(CancellationToken cancellationToken)
    {
        if (anchor?.Loss() is { } loss)
        {
            return (loss, null);
        }

        if (HasNoRoom())
        {
            return ("The disk is full: make room, and the portal goes on by itself.", null);
        }

        try
        {
            await Written().WaitAsync(Patience, cancellationToken); // real time: it is a real disk that is waited for
            return (null, null);
        }
        catch (TimeoutException)
        {
            return (IsServer ? "The store's PostgreSQL didn't take a write in time." : "The store didn't take a write in time: its disk hangs, or another process holds it.", null);
        }
        catch (StoreLostException e)
        {
            return (e.Message, null);
        }
        catch (Exception e) when (StoreFailures.IsUnwritable(e))
        {
            return (IsServer ? "The store can't be written: its PostgreSQL is out of reach, full, read-only or broken." : "The store can't be written: its disk is full, read-only or broken, or another process holds it.", e);
        }
    }

    /// <summary>The write under way, else a new one; none if the last one has just succeeded.</summary>
    private Task Written()
    {
        lock (_lock)
        {
            if (_writing is { IsCompleted: false })
            {
                return _writing;
            }

            if (store.IsWritable && Interlocked.Read(ref _goodAt) is not 0 and var at && clock.GetElapsedTime(at) < Fresh)
            {
                return Task.CompletedTask;
            }

            // No caller's cancellation ends it: others wait for it too, and a write that hangs isn't started twice.
            using var flow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
            return _writing = Task.Run(WriteAsync, CancellationToken.None);
        }
    }

    private async Task WriteAsync()
    {
        Interlocked.Exchange(ref _goodAt, 0);
        await store.ProbeAsync(CancellationToken.None);
        Interlocked.Exchange(ref _goodAt, clock.GetTimestamp());
    }

    private bool HasNoRoom()
    {
        try
        {
            return location is { Provider: StoreProvider.Sqlite } && new DriveInfo(location.Folder).AvailableFreeSpace < LeastRoom;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false; // a network share: the write tells
        }
    }

    [LoggerMessage(LogLevel.Error, "The store can't be written: {Fault}")]
    private static partial void LogUnwritable(ILogger logger, string fault, Exception? exception);

    [LoggerMessage(LogLevel.Information, "The store can be written again.")]
    private static partial void LogRecovered(ILogger logger);
}
