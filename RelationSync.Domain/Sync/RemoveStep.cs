using RelationSync.Domain.ErrorLog;

namespace RelationSync.Domain.Sync;

/// <summary>Takes away Events whose send was cancelled after they came to stand (R-T4).</summary>
internal sealed class RemoveStep(DrainContext context)
{
    public async Task RemoveAsync(Batch batch, CancellationToken cancellationToken)
    {
        var items = batch.ToRemove.ToList();
        if (items.Count == 0)
        {
            return;
        }

        var outcomes = await context.Org.DeleteAsync([.. items.Select(i => (i.Action.EventId ?? i.FoundEventId)!)], cancellationToken);
        foreach (var (item, outcome) in items.Zip(outcomes))
        {
            if (outcome.Failure is { } failure)
            {
                Refused(batch, item, failure);
            }
            else
            {
                batch.Result.WentThrough = true;
                item.Cancelled(LogNote.Warning(
                    LogCategory.CancelledLate, "CANCELLED_LATE", "The send was cancelled after its Event stood; the Event was deleted."));
            }
        }
    }

    private void Refused(Batch batch, WorkItem item, SalesforceFailure failure)
    {
        batch.StopAt(failure);
        var stops = failure.HoldsUp;
        if (failure.Class is FailureClass.Data or FailureClass.Configuration && !failure.WholeCall)
        {
            item.Failed(failure, context.Now);
            return;
        }

        var due = stops ? context.Now : context.Now + context.Backoff.After(item.Action.Attempts + 1);
        item.Again(stops ? null : failure, due, context.Now, item.Action.Doubt, item.Action.SentAt);
    }
}
