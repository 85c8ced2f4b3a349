using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.Sync;

/// <summary>A record that is tried again later, until it was refused for a day (R-E3).</summary>
internal static class LaterTry
{
    /// <summary>True if it was refused for a day: whatever the reason, that is an error.</summary>
    public static bool IsOutOfPatience(this DrainContext context, WorkItem item) =>
        context.Now - (item.Action.FailingSince ?? context.Now) - context.Jumps.Forward >= context.Settings.TransientPatience;

    /// <summary>Tries again after the backoff, or fails after a day. What may have been written stays in doubt either way.</summary>
    public static void TryLater(this DrainContext context, WorkItem item, SalesforceFailure failure)
    {
        if (!failure.HoldsUp && context.IsOutOfPatience(item))
        {
            item.Failed(failure, context.Now);
            return;
        }

        var asked = failure.RetryAfter ?? TimeSpan.Zero;
        asked = asked > context.Settings.RetryMaxDelay ? context.Settings.RetryMaxDelay : asked;
        var backoff = context.Backoff.After(item.Action.Attempts + 1);
        item.Again(failure, context.Now + (backoff > asked ? backoff : asked), context.Now);
    }
}
