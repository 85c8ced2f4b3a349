using RelationSync.Portal.Live;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Figures;

/// <summary>Tells pages when an inbox falls silent or is heard again: silence begins without anything happening.</summary>
internal sealed partial class SilenceWatch(ListSilentInboxes silence, ChangeFeed changes, TimeProvider clock, ILogger<SilenceWatch> logger) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private HashSet<long> _silent = [];

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var silent = (await silence.RunAsync(clock.GetUtcNow(), cancellationToken)).Select(s => s.Inbox.Id).ToHashSet();
        var changed = silent.Except(_silent).Concat(_silent.Except(silent)).ToList();
        _silent = silent;
        changed.ForEach(id => changes.Publish(ChangeTopic.Inboxes, id));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await LookAsync(stoppingToken);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    LogUnreadable(logger, e);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal stops.
        }
    }

    [LoggerMessage(LogLevel.Warning, "It could not be told which inboxes are silent; it is looked again in a few seconds.")]
    private static partial void LogUnreadable(ILogger logger, Exception exception);
}
