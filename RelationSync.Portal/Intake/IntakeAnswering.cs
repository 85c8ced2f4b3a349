using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>What every request to the intake has around it: problems, a store that can't be written, the request log, metrics.</summary>
internal sealed partial class IntakeAnswering(
    InboxRegistry inboxes, RequestLogBuffer log, IntakeMetrics metrics, PublicAddress portal, ILogger<IntakeAnswering> logger)
{
    private const int LongestKey = 64;

    /// <param name="context">The request.</param>
    /// <param name="inboxKey">As its URL has it.</param>
    /// <param name="handle">Answers it, or says why not.</param>
    public async Task RunAsync(HttpContext context, string inboxKey, Func<IntakeExchange, Task<IntakeProblem?>> handle)
    {
        IntakeExchange? exchange = null;
        try
        {
            exchange = new IntakeExchange(context, inboxKey, await inboxes.FindAsync(inboxKey, context.RequestAborted));
            if (await handle(exchange) is { } problem)
            {
                await WriteAsync(exchange, context, problem);
            }
        }
        catch (Exception e) when (StoreFailures.IsUnwritable(e) && !context.Response.HasStarted)
        {
            LogUnwritable(logger, inboxKey.Length > LongestKey ? inboxKey[..LongestKey] : inboxKey, e);
            await WriteAsync(exchange, context, IntakeProblem.Unavailable);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        metrics.Request(context.Response.StatusCode);
        if (exchange?.Logged is { } logged)
        {
            logged.Status = context.Response.StatusCode;
            log.Add(logged);
        }
    }

    private Task WriteAsync(IntakeExchange? exchange, HttpContext context, IntakeProblem problem)
    {
        if (exchange?.Logged is { } logged)
        {
            logged.Errors = problem.Title;
        }

        return problem.WriteAsync(context, portal.Url);
    }

    [LoggerMessage(LogLevel.Error, "The store can't be written: operations of inbox {Inbox} were refused, to be sent again.")]
    private static partial void LogUnwritable(ILogger logger, string inbox, Exception exception);
}
