using RelationSync.Portal.Accounts;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Intake;

namespace RelationSync.Portal.Hosting;

/// <summary>Stores every few seconds what is counted in memory, once more at the stop, and forgets every hour what is old.</summary>
internal sealed partial class CounterFlusher(
    RejectedRequestLog refusals, RequestLog requests, ApiCallCounter calls, FailedSignIns failed, TimeProvider clock, ILogger<CounterFlusher> logger) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan EraseEvery = TimeSpan.FromHours(1);

    private bool _failing;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(token => SaveAsync(isLast: true, token), cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        DateTimeOffset? erasedAt = null;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryAsync(token => SaveAsync(isLast: false, token), stoppingToken);
                if (erasedAt is null || clock.GetUtcNow() - erasedAt >= EraseEvery)
                {
                    erasedAt = clock.GetUtcNow();
                    await TryAsync(refusals.EraseAsync, stoppingToken);
                    await TryAsync(requests.EraseAsync, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The stop stores the rest.
        }
    }

    private async Task SaveAsync(bool isLast, CancellationToken cancellationToken)
    {
        await refusals.SaveAsync(cancellationToken);
        await requests.SaveAsync(cancellationToken);
        await calls.SaveAsync(cancellationToken);
        await failed.SaveAsync(isLast, cancellationToken);
    }

    private async Task TryAsync(Func<CancellationToken, Task> save, CancellationToken cancellationToken)
    {
        try
        {
            await save(cancellationToken);
            _failing = false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Told once: it is tried again in a few seconds, and what was counted is kept.
            if (!_failing)
            {
                LogUnwritable(logger, e);
            }

            _failing = true;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Counts of refused requests and of API calls could not be stored; they are kept in memory and tried again.")]
    private static partial void LogUnwritable(ILogger logger, Exception exception);
}
