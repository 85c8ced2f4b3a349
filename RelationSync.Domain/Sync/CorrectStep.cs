using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.Sync;

/// <summary>
/// Gives Events that stand the owner and the times that are better known now (R-P6), and nothing else: by the id that is
/// stored, in the org that they were written to (R-A2), and only what differs from what was last written. An Event that is
/// gone isn't made again. A change of unknown outcome is simply sent again: it says the same.
/// </summary>
internal sealed class CorrectStep(DrainContext context)
{
    /// <summary>An Event may be too long for its org twice, and its owner unusable once.</summary>
    private const int Rounds = 4;

    public async Task CorrectAsync(Batch batch, CancellationToken cancellationToken)
    {
        foreach (var item in batch.ToCorrect.Where(i => i.Action.WrittenTo is { } org && org != context.Capabilities!.OrgId).ToList())
        {
            item.Corrected(context.Now, CorrectionMessages.OtherOrg);
        }

        EarlierWrites.Postpone(context, batch.ToCorrect);
        for (var round = 0; round < Rounds && batch.Result.Stop is null && batch.ToCorrect.Any(); round++)
        {
            await CorrectOnceAsync(batch, cancellationToken);
        }

        var endless = EventMessages.RefusedAgainAndAgain.Text.Failure();
        foreach (var item in batch.ToCorrect.ToList())
        {
            context.TryLater(item, batch.Result.Stop ?? endless);
        }
    }

    private async Task CorrectOnceAsync(Batch batch, CancellationToken cancellationToken)
    {
        var changes = batch.ToCorrect.Select(i => (Item: i, Change: ChangeOf(i))).ToList();
        foreach (var (item, _) in changes.Where(c => c.Change.IsNothing))
        {
            item.Corrected(context.Now);
        }

        var sent = changes.Where(c => !c.Change.IsNothing).ToList();
        if (sent.Count == 0)
        {
            return;
        }

        var outcomes = await context.Org.ChangeAsync([.. sent.Select(c => c.Change)], cancellationToken);
        foreach (var ((item, change), outcome) in sent.Zip(outcomes))
        {
            if (outcome.Failure is { } failure)
            {
                Refused(batch, item, change, failure);
            }
            else
            {
                batch.Result.WentThrough = true;
                item.Changed = change;
                OwnerStep.Taken(context, batch, item);
                Learn(batch, item);
                item.Corrected(context.Now);
            }
        }
    }

    private EventChange ChangeOf(WorkItem item)
    {
        if (context.CeilingMinutes is { } ceiling && item.Duration > TimeSpan.FromMinutes(ceiling))
        {
            EventCeiling.Cut(item, ceiling);
        }

        var (start, end, written) = (WholeSeconds(item.Start), WholeSeconds(item.Draft!.End), item.Action.Written);
        var owner = item.OwnerId == written?.OwnerId ? null : item.OwnerId;
        return written is not null && (start, end) == (written.Start, written.End)
            ? new EventChange(item.Action.EventId!, owner, null, null)
            : new EventChange(item.Action.EventId!, owner, start, end);
    }

    private void Learn(Batch batch, WorkItem item)
    {
        if (item.CutTo is { } minutes)
        {
            batch.Result.LearntCeilingMinutes = context.CeilingMinutes = Math.Min(minutes, context.CeilingMinutes ?? minutes);
        }
    }

    private void Refused(Batch batch, WorkItem item, EventChange change, SalesforceFailure failure)
    {
        batch.StopAt(failure);
        if (failure.HoldsUp)
        {
            item.Again(null, context.Now, context.Now);
        }
        else if (failure is { WholeCall: false, Certainty: WriteCertainty.NotWritten, Class: not (FailureClass.TransientCall or FailureClass.TransientRecord or FailureClass.Split) })
        {
            Judge(item, change, failure);
        }
        else
        {
            context.TryLater(item, failure);
        }
    }

    /// <summary>What Salesforce has against this one change; a mended one is sent again.</summary>
    private void Judge(WorkItem item, EventChange change, SalesforceFailure failure)
    {
        var aboutAccess = failure.Code.StartsWith("INSUFFICIENT_ACCESS", StringComparison.Ordinal);
        if (failure.Code is "ENTITY_IS_DELETED")
        {
            item.Corrected(context.Now, CorrectionMessages.Deleted);
        }
        else if (failure is { Code: "INVALID_CROSS_REFERENCE_KEY" or "NOT_FOUND" or "MALFORMED_ID", Fields.Count: 0 })
        {
            item.Corrected(context.Now, CorrectionMessages.NotFound);
        }
        else if (change.OwnerId is not null && (aboutAccess || RecordFailurePolicy.IsAboutOwner(failure)))
        {
            KeepOwner(item, change, failure);
        }
        else if (aboutAccess)
        {
            item.Corrected(context.Now, CorrectionMessages.NoAccess);
        }
        else if (change.Start is not null && EventCeiling.MayBeRefusedBy(failure) && EventCeiling.Below(item.Duration) is { } minutes)
        {
            EventCeiling.Cut(item, minutes);
            item.CutTo = minutes;
        }
        else
        {
            item.Failed(failure, context.Now);
        }
    }

    /// <summary>A change of owner that is refused says nothing of the times, and gives the Event to nobody else.</summary>
    private void KeepOwner(WorkItem item, EventChange change, SalesforceFailure failure)
    {
        item.Warnings.Add(LogNote.Warning(LogCategory.Owner, failure, "OwnerId"));
        item.Warnings.Add(LogNote.Of(CorrectionMessages.OwnerStays.Text, "OwnerId"));
        item.OwnerId = null;
        if (change.Start is null)
        {
            item.Corrected(context.Now);
        }
    }

    /// <summary>Salesforce keeps no fractions of a second.</summary>
    private static DateTimeOffset WholeSeconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
