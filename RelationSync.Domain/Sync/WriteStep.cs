using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Targets;

namespace RelationSync.Domain.Sync;

/// <summary>Writes a batch, and writes again in the same drain what could be mended.</summary>
internal sealed class WriteStep(DrainContext context, ISyncStore store, DrainLease lease)
{
    private const int Rounds = 16;
    private const int CollectionsInOneCall = 5;
    private readonly RecordFailurePolicy _refusals = new(context);
    private readonly LookUpStep _lookUps = new(context);
    private readonly DuplicateStep _duplicates = new(context);
    private readonly FieldStep _fields = new(context);

    /// <param name="batch">The batch.</param>
    /// <param name="cancellationToken">The stop, which starts no further write.</param>
    /// <param name="halt">The end of patience with a write under way: from then on its outcome is in doubt.</param>
    public async Task WriteAsync(Batch batch, CancellationToken cancellationToken, CancellationToken halt)
    {
        for (var round = 0; round < Rounds && batch.ToWrite.Any(); round++)
        {
            var again = new Dictionary<WorkItem, FailureRemedy>();
            foreach (var call in Calls(batch.ToWrite))
            {
                if (batch.Result.Stop is not null || cancellationToken.IsCancellationRequested || lease.IsStale)
                {
                    batch.HandBack(context.Now);
                    return;
                }

                await WriteOnceAsync(batch, call, again, halt);
            }

            await PrepareAgainAsync(batch, again, halt);
        }

        GiveUpForNow(batch);
    }

    private void GiveUpForNow(Batch batch)
    {
        var endless = EventMessages.RefusedAgainAndAgain.Text.Failure();
        foreach (var item in batch.ToWrite.ToList())
        {
            _refusals.Judge(item, endless, batch);
        }
    }

    /// <summary>
    /// Items of one Collections size, as many as one Composite carries. Those of one parent stand side by side: in one
    /// Collections, or in two that Salesforce runs one after the other.
    /// </summary>
    private static List<WorkItem[]> Calls(IEnumerable<WorkItem> items) =>
        [.. items.GroupBy(i => i.CollectionSize).SelectMany(g => g.GroupBy(i => i.Parent ?? (object)i).SelectMany(p => p).Chunk(g.Key * CollectionsInOneCall))];

    private async Task WriteOnceAsync(Batch batch, WorkItem[] items, Dictionary<WorkItem, FailureRemedy> again, CancellationToken halt)
    {
        var unmarked = !context.Capabilities!.MarkerField;
        if (unmarked)
        {
            // What can't even begin leaves no doubt behind.
            await context.Org.ConnectAsync(halt);
        }

        var sentAt = context.Now;
        var sent = items.Select(i => new SentEvent(Compose(i), sentAt, context.Capabilities!.OrgId)).ToList();
        if (unmarked && !await store.NoteUnmarkedAsync(lease, [.. items.Zip(sent, (i, s) => (i.Action.Seq, s))], halt))
        {
            batch.HandBack(context.Now);
            return;
        }

        var started = context.Clock.GetTimestamp();
        var outcomes = await SendAsync([.. sent.Select(s => s.Record)], items[0].CollectionSize, halt);
        context.Sizer.Took(items.Length, context.Clock.GetElapsedTime(started));
        foreach (var ((item, itsEvent), outcome) in items.Zip(sent).Zip(outcomes))
        {
            item.Tried = itsEvent;
            if (outcome.EventId is { } eventId)
            {
                item.Sent = itsEvent;
                Taken(batch, item);
                Stands(item, eventId, unmarked);
                batch.Result.WentThrough = true;
                continue;
            }

            var failure = outcome.Failure!;
            if (failure.Certainty is not WriteCertainty.NotWritten)
            {
                item.Sent = itsEvent;
                item.MayBeDone(failure.Certainty, sentAt, unmarked);
            }

            if (failure.Certainty is WriteCertainty.TimedOut)
            {
                context.Doubts.TimedOut(item.Action.Id, started);
            }

            batch.StopAt(failure);
            var mending = Explain(item, failure, unmarked) ?? _refusals.Judge(item, failure, batch);
            if (mending is not FailureRemedy.Settled)
            {
                again[item] = mending;
            }
        }
    }

    private void Stands(WorkItem item, string eventId, bool unmarked)
    {
        if (unmarked || item.Doubt is WriteCertainty.NotWritten)
        {
            item.Synced(eventId, context.Now);
            context.Doubts.Forget(item.Action.Id);
        }
        else
        {
            item.Upserted(eventId, context.Now);
        }
    }

    /// <summary>A duplicate may be of our own marker: a look-up tells, never its text (R-D1).</summary>
    private static FailureRemedy? Explain(WorkItem item, SalesforceFailure failure, bool unmarked)
    {
        if (unmarked || failure is not { Class: FailureClass.AlreadyDone, Certainty: WriteCertainty.NotWritten })
        {
            return null;
        }

        item.Duplicate = failure;
        return FailureRemedy.ExplainDuplicate;
    }

    private async Task<IReadOnlyList<WriteOutcome>> SendAsync(IReadOnlyList<EventRecord> records, int collectionSize, CancellationToken halt)
    {
        try
        {
            return await context.Org.WriteAsync(records, context.Capabilities!.MarkerField, collectionSize, halt);
        }
        catch (OperationCanceledException) when (halt.IsCancellationRequested)
        {
            var cut = WriteOutcome.Failed(WayMessages.Stopped.Text.Failure(certainty: WriteCertainty.TimedOut, wholeCall: true));
            return [.. records.Select(_ => cut)];
        }
    }

    private async Task PrepareAgainAsync(Batch batch, Dictionary<WorkItem, FailureRemedy> again, CancellationToken cancellationToken)
    {
        if (again.ContainsValue(FailureRemedy.DescribeAgain))
        {
            batch.DescribedAgain = true;
            batch.Result.Capabilities = context.Capabilities = await FieldStep.DescribeAsync(context.Org, cancellationToken);
        }

        _fields.LeaveOut(batch);

        var duplicates = again.Where(a => a.Value is FailureRemedy.ExplainDuplicate).Select(a => a.Key).ToList();
        if (duplicates.Count > 0)
        {
            await _duplicates.ExplainAsync(duplicates, cancellationToken);
        }

        var stale = again.Where(a => a.Value is FailureRemedy.LookUpAgain).Select(a => a.Key).ToList();
        if (stale.Count > 0)
        {
            await _lookUps.AskAgainAsync(stale, cancellationToken);
        }
    }

    private EventRecord Compose(WorkItem item)
    {
        var draft = item.Draft!;
        if (context.CeilingMinutes is { } ceiling && item.Duration > TimeSpan.FromMinutes(ceiling))
        {
            EventCeiling.Cut(item, ceiling);
        }

        return item.Record = _fields.Without(item, new EventRecord(
            item.Action.Id,
            draft.Subject,
            item.OwnerId ?? context.Capabilities!.UserId,
            WholeSeconds(item.Start),
            WholeSeconds(draft.End),
            item.WithoutType || context.Capabilities!.RefusesType(draft.Type) ? null : draft.Type,
            draft.Description,
            WhoIds(item),
            item.WhatId));
    }

    /// <summary>It was written: what was learnt on the way is true, and what was warned of before is over.</summary>
    private void Taken(Batch batch, WorkItem item)
    {
        _fields.Taken(batch, item.Record!);
        OwnerStep.Taken(context, batch, item);
        if (item.CutTo is { } minutes)
        {
            context.CeilingMinutes = Math.Min(minutes, context.CeilingMinutes ?? minutes);
            batch.Result.LearntCeilingMinutes = context.CeilingMinutes;
        }
    }

    private IReadOnlyList<string> WhoIds(WorkItem item)
    {
        item.Warnings.RemoveAll(w => w.Code == OwnCodes.ContactsLeftOut);
        item.Episodes.RemoveAll(e => e.Key == EpisodeKey.SharedActivities);
        if (item.WhoIds.Count > 1 && !context.Capabilities!.SharedActivities)
        {
            item.Episodes.Add(new EpisodeNote(
                EpisodeKey.SharedActivities,
                LogNote.Of(EventMessages.SharedActivitiesOff.Text, "EventWhoIds"),
                item.Action.Seq));
            return [item.WhoIds[0]];
        }

        if (item.LeftOut > 0)
        {
            item.Warnings.Add(LogNote.Of(EventMessages.ContactsLeftOut.With(TargetChoice.MostContacts, item.LeftOut), "EventWhoIds"));
        }

        return item.WhoIds;
    }

    /// <summary>Salesforce keeps no fractions of a second; an Event in doubt is found again by its exact times.</summary>
    private static DateTimeOffset WholeSeconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
