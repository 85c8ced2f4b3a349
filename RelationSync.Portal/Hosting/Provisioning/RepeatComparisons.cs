using RelationSync.Domain.Sync;

namespace RelationSync.Portal.Hosting.Provisioning;

/// <summary>Asks again, every <see cref="SyncSettings.AskAgainInterval"/>, whom tokens of the file stand for that Salesforce didn't tell at the start (R-A2).</summary>
internal sealed class RepeatComparisons(TokenComparison comparison, SyncSettings settings, TimeProvider time) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.AskAgainInterval, time);
        while (!await comparison.RepeatAsync().WaitAsync(stoppingToken) && await timer.WaitForNextTickAsync(stoppingToken))
        {
            // Until all is known.
        }
    }
}
