using RelationSync.Portal.Storage.Engines;

namespace RelationSync.Portal.Live;

/// <summary>Feeds what other nodes changed into this node's <see cref="ChangeFeed"/>. After a lost connection it listens again, and has everything read again.</summary>
internal sealed partial class ChangeRelay(StoreNotices notices, ChangeFeed feed, TimeProvider clock, ILogger<ChangeRelay> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private bool _isLost;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await notices.ListenAsync(ReadAgain, Publish, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!_isLost)
                {
                    LogLost(logger, e.GetBaseException().Message);
                }

                _isLost = true;
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Publish(string topic, long? inboxId)
    {
        // A newer node may have topics that this one doesn't know.
        if (Enum.TryParse<ChangeTopic>(topic, out var known) && Enum.IsDefined(known))
        {
            feed.Publish(known, inboxId);
        }
    }

    private void ReadAgain()
    {
        if (_isLost)
        {
            LogBack(logger);
        }

        _isLost = false;
        foreach (var topic in Enum.GetValues<ChangeTopic>())
        {
            feed.Publish(topic);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Changes of other nodes can't be heard of: {Fault}. Pages show this node's until they can again.")]
    private static partial void LogLost(ILogger logger, string fault);

    [LoggerMessage(LogLevel.Information, "Changes of other nodes are heard of again; everything shown is read again.")]
    private static partial void LogBack(ILogger logger);
}
