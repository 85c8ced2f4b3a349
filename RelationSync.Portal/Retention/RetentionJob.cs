using Quartz;

namespace RelationSync.Portal.Retention;

/// <summary>Erases what is no longer needed.</summary>
[DisallowConcurrentExecution]
internal sealed partial class RetentionJob(RetentionRun run, RetentionMeter meter, ILogger<RetentionJob> logger) : IJob
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(15);

    /// <summary>How often it runs: what is kept for minutes isn't left lying for an hour.</summary>
    public static TimeSpan Interval(TimeSpan retention) => TimeSpan.FromTicks(Math.Clamp(retention.Ticks / 10, Shortest.Ticks, Longest.Ticks));

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            var report = await run.RunAsync(cancellationToken);
            meter.Record(report);
            if (report.Behind > TimeSpan.Zero)
            {
                LogBehind(logger, report.Behind);
            }

            if (report.Actions + report.LogEntries > 0)
            {
                LogErased(logger, report.Actions, report.Operations, report.LogEntries);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            meter.RecordFailure();
            LogFailed(logger, e);
        }
    }

    [LoggerMessage(LogLevel.Information, "Erased the contents of {Actions} actions and {Operations} operations, and {Entries} entries of the error log.")]
    private static partial void LogErased(ILogger logger, int actions, int operations, int entries);

    [LoggerMessage(LogLevel.Warning, "The clock is {Behind} ahead of when contents were last erased: it is followed by degrees, in case it is wrong.")]
    private static partial void LogBehind(ILogger logger, TimeSpan behind);

    [LoggerMessage(LogLevel.Error, "Old contents could not be erased; it is tried again.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
