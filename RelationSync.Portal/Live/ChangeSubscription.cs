namespace RelationSync.Portal.Live;

/// <summary>One listener of the <see cref="ChangeFeed"/> with its own throttle.</summary>
internal sealed class ChangeSubscription(
    IReadOnlyCollection<ChangeTopic>? topics,
    long? inboxId,
    Func<Task> changed,
    TimeProvider time,
    ILogger logger,
    Action<ChangeSubscription> disposed) : IDisposable
{
    // Captured here and not at the publisher's: a pushed render would otherwise speak the publisher's language.
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private bool _dirty;
    private bool _running;
    private bool _disposed;

    /// <summary>Whether a change concerns this listener. A change of no inbox in particular concerns all.</summary>
    public bool Wants(ChangeTopic topic, long? inbox) =>
        (topics is null || topics.Contains(topic)) && (inboxId is null || inbox is null || inboxId == inbox);

    /// <summary>Notes the change and returns.</summary>
    public void Notify()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _dirty = true;
            if (_running)
            {
                return;
            }

            _running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static s => s.Start(), this, preferLocal: false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        disposed(this);

        // Not disposed: the running loop may still look at its token, and without a timer there is nothing to free.
        _end.Cancel();
    }

    private void Start()
    {
        if (_context is null)
        {
            _ = RunAsync();
        }
        else
        {
            ExecutionContext.Run(_context, static s => _ = ((ChangeSubscription)s!).RunAsync(), this);
        }
    }

    private async Task RunAsync()
    {
        while (TryTake())
        {
            try
            {
                await changed();
            }
            catch (Exception e) when (!_end.IsCancellationRequested)
            {
                logger.LogWarning(e, "A listener of changes failed; it will be told of the next change.");
            }
            catch (Exception)
            {
                // Its page is gone: an error on the way out is no news.
                return;
            }

            await Task.Delay(ChangeFeed.Interval, time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private bool TryTake()
    {
        lock (_lock)
        {
            _running = _dirty && !_disposed;
            _dirty = false;
            return _running;
        }
    }
}
