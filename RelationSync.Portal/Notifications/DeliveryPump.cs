namespace RelationSync.Portal.Notifications;

/// <summary>Delivers beside whoever asks for it, one run at a time: a slow receiver holds up no job and no page.</summary>
internal sealed class DeliveryPump(DeliverDue deliver, ILogger<DeliveryPump> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private bool _again;
    private bool _runs;
    private volatile bool _disposed;

    /// <summary>Looks for what is due, now or, where it is at it already, once more after that.</summary>
    public void Start()
    {
        lock (_lock)
        {
            _again = true;
            if (!_runs && !_disposed)
            {
                _runs = true;
                // Nobody's context: the run outlives the page that asked for it.
                using var flow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
                _running = Task.Run(RunAsync);
            }
        }
    }

    /// <summary>Waits until nothing is under way.</summary>
    public Task WhenIdleAsync()
    {
        lock (_lock)
        {
            return _running;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_disposed)
        {
            return; // a host that is disposed stops its services once more
        }

        await _stopping.CancelAsync();
        await WhenIdleAsync();
    }

    public void Dispose()
    {
        _disposed = true;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (TakeTurn())
        {
            try
            {
                await deliver.RunAsync(_stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                // what was under way is tried again after the next start
            }
            catch (Exception e)
            {
                logger.LogError(e, "Notifications could not be delivered; they are tried again.");
            }
        }
    }

    private bool TakeTurn()
    {
        lock (_lock)
        {
            _runs = _again && !_stopping.IsCancellationRequested;
            _again = false;
            return _runs;
        }
    }
}
