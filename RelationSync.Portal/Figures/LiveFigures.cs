using RelationSync.Portal.Live;

namespace RelationSync.Portal.Figures;

/// <summary>
/// The figures of the dashboard, computed once per change for all its viewers, and only while there are any. When the
/// store is large and the figures are dear, they are computed less often: they never take more than a fifth of the time.
/// </summary>
public sealed class LiveFigures(GetDashboard query, ChangeFeed feed, TimeProvider time, ILogger<LiveFigures> logger) : IDisposable
{
    /// <summary>Held actions become due and waits grow without anybody saying so.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    /// <summary>Younger figures are good enough for whoever comes.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private const int RestFactor = 4;

    private static readonly ChangeTopic[] Topics = [ChangeTopic.Actions, ChangeTopic.Connections, ChangeTopic.Errors, ChangeTopic.Inboxes];

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Lock _lock = new();
    private DashboardView? _latest;
    private IDisposable? _subscription;
    private ITimer? _beat;
    private int _watchers;

    /// <summary>Keeps the figures moving until it is disposed; each new set is published as <see cref="ChangeTopic.Figures"/>.</summary>
    public IDisposable Watch(Func<Task> changed)
    {
        var subscription = feed.Subscribe([ChangeTopic.Figures], null, changed);
        lock (_lock)
        {
            if (++_watchers == 1)
            {
                Start();
            }
        }

        return new Watcher(this, subscription);
    }

    /// <summary>The present figures; computed when there are none fresh enough.</summary>
    public async Task<DashboardView> GetAsync(CancellationToken cancellationToken)
    {
        if (IsFresh)
        {
            return _latest!;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            return IsFresh ? _latest! : _latest = await query.RunAsync(cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _one.Dispose();
    }

    private bool IsFresh => _latest is { } latest && (time.GetUtcNow() - latest.At).Duration() < Fresh;

    private void Start()
    {
        // Nobody's context: figures have no language.
        using var flow = ExecutionContext.SuppressFlow();
        _subscription = feed.Subscribe(Topics, null, RefreshAsync);
        _beat = time.CreateTimer(_ => feed.Publish(ChangeTopic.Actions), null, Beat, Beat);
    }

    private void Stop()
    {
        _subscription?.Dispose();
        _beat?.Dispose();
        (_subscription, _beat) = (null, null);
    }

    private async Task RefreshAsync()
    {
        var began = time.GetTimestamp();
        await _one.WaitAsync();
        try
        {
            _latest = await query.RunAsync(CancellationToken.None);
        }
        catch (Exception e)
        {
            // The last figures would pass for fresh ones: viewers are to read for themselves, and see that it fails.
            logger.LogWarning(e, "The dashboard's figures could not be read.");
            _latest = null;
        }
        finally
        {
            _one.Release();
        }

        var took = time.GetElapsedTime(began);
        feed.Publish(ChangeTopic.Figures);
        await Task.Delay(took * RestFactor, time);
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_watchers == 0)
            {
                Stop();
            }
        }
    }

    private sealed class Watcher(LiveFigures figures, IDisposable subscription) : IDisposable
    {
        private int _disposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                subscription.Dispose();
                figures.Leave();
            }
        }
    }
}
