using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.Sync;

/// <summary>
/// Takes away Events whose send was cancelled after they came to stand (R-T4): only those that are surely our own, in the
/// org that they were written to (R-A2). One that can't be taken away is said so, and its action stays synced.
/// </summary>
internal sealed class RemoveStep(DrainContext context)
{
    public async Task RemoveAsync(Batch batch, CancellationToken cancellationToken)
    {
        foreach (var item in batch.ToRemove.Where(i => i.Action.WrittenTo is { } org && org != context.Capabilities!.OrgId).ToList())
        {
            item.StaysSynced(context.Now, OutcomeMessages.OtherOrg);
        }

        EarlierWrites.Postpone(context, batch.ToRemove);
        var items = batch.ToRemove.ToList();
        if (items.Count == 0)
        {
            return;
        }

        var sentAt = context.Now;
        var outcomes = await context.Org.DeleteAsync([.. items.Select(i => (i.Action.EventId ?? i.FoundEventId)!)], cancellationToken);
        foreach (var (item, outcome) in items.Zip(outcomes))
        {
            if (outcome.Failure is { } failure)
            {
                Refused(batch, item, failure, sentAt);
            }
            else
            {
                batch.Result.WentThrough = true;
                item.Cancelled(OutcomeMessages.Deleted);
            }
        }
    }

    private void Refused(Batch batch, WorkItem item, SalesforceFailure failure, DateTimeOffset sentAt)
    {
        batch.StopAt(failure);
        if (failure is { WholeCall: false, Certainty: WriteCertainty.NotWritten } && IsSettled(item, failure.Code))
        {
            return;
        }

        if (failure.Certainty is not WriteCertainty.NotWritten)
        {
            item.MayBeDone(failure.Certainty, sentAt, unmarked: false);
        }

        var stops = failure.HoldsUp;
        if (failure.Class is FailureClass.Data or FailureClass.Configuration && !failure.WholeCall)
        {
            item.Failed(failure, context.Now);
            return;
        }

        if (stops)
        {
            item.Again(null, context.Now, context.Now);
            return;
        }

        context.TryLater(item, failure);
    }

    /// <summary>
    /// Refusals that trying again changes nothing about. What is in the bin stands no longer, whoever put it there. What isn't
    /// found may be gone or hidden: only where a delete of our own had no answer is it known to have been taken away.
    /// </summary>
    private bool IsSettled(WorkItem item, string code)
    {
        switch (code)
        {
            case "ENTITY_IS_DELETED":
                item.Cancelled(OutcomeMessages.InTheBin);
                return true;
            case "INVALID_CROSS_REFERENCE_KEY" or "NOT_FOUND" when item.Doubt is not WriteCertainty.NotWritten:
                item.Cancelled(OutcomeMessages.GoneMeanwhile);
                return true;
            case "INVALID_CROSS_REFERENCE_KEY" or "NOT_FOUND" or "MALFORMED_ID":
                item.StaysSynced(context.Now, OutcomeMessages.NotFound);
                return true;
            case var _ when code.StartsWith("INSUFFICIENT_ACCESS", StringComparison.Ordinal):
                item.StaysSynced(context.Now, OutcomeMessages.NoAccess);
                return true;
            default:
                return false;
        }
    }
}
