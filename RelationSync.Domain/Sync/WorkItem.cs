using RelationSync.Domain.Actions;
using RelationSync.Domain.Common;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Events;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Targets;

namespace RelationSync.Domain.Sync;

/// <summary>One claimed action on its way through a batch: what is known so far, and, in the end, its settlement.</summary>
internal sealed class WorkItem(ClaimedAction action)
{
    public ClaimedAction Action { get; } = action;

    public EventDraft? Draft { get; set; }

    /// <summary>What the Event of a write in doubt may say: as the operations have it now, and as they had it before.</summary>
    public IReadOnlyList<EventDraft> MayHaveSent { get; set; } = [];

    /// <summary>One Event is wanted; otherwise none may stand, or one that stands is to be corrected.</summary>
    public bool Wanted => (Action.Intent is ActionIntent.Create || NeverStood) && Action.Derived is { Standing: Standing.Ready, Content: not null };

    /// <summary>Its Event stands and is to be corrected (R-P6).</summary>
    public bool Corrects => Action.Intent is ActionIntent.Update && !NeverStood;

    /// <summary>A correction came in while the Event was first written, by a drain that died: it is to be written still.</summary>
    private bool NeverStood => Action is { Intent: ActionIntent.Update, EventId: null, SyncedAt: null };

    public Operator? Operator => Action.Derived?.Content?.Operator;

    public IReadOnlyList<CustomerKey> Keys { get; set; } = [];

    public string? OwnerId { get; set; }

    /// <summary>The operator's own user; null: there is none.</summary>
    public string? OwnUserId { get; set; }

    /// <summary>The refusal that only may have meant the owner, who was replaced for it; the same again says that it didn't.</summary>
    public string? OwnerSuspectedBy { get; set; }

    public IReadOnlyList<string> WhoIds { get; set; } = [];

    public string? WhatId { get; set; }

    /// <summary>Account of the first contact.</summary>
    public string? AccountId { get; set; }

    /// <summary>What Salesforce locks while it writes the Event; one of them for the others where they hang together. Null: nothing.</summary>
    public string? Parent => AccountId ?? (WhoIds.Count > 0 ? WhoIds[0] : WhatId);

    /// <summary>Contacts past the fiftieth (R-W8).</summary>
    public int LeftOut { get; set; }

    /// <summary>Some reference comes from the cache, so that a refusal may only mean that it is stale.</summary>
    public bool FromCache { get; set; }

    public bool LookedUpAgain { get; set; }

    /// <summary>A duplicate that a look-up by the marker has to explain.</summary>
    public SalesforceFailure? Duplicate { get; set; }

    /// <summary>An Event in doubt that was found, of an action that is cancelled.</summary>
    public string? FoundEventId { get; set; }

    /// <summary>Its Event was found by what it says.</summary>
    public bool Recognised { get; set; }

    public bool WithoutType { get; set; }

    /// <summary>Later than the draft's where the org allows no Event as long (R-M10).</summary>
    public DateTimeOffset Start { get; set; }

    /// <summary>The length, in minutes, that it was cut to after a refusal; null: it wasn't.</summary>
    public int? CutTo { get; set; }

    /// <summary>As it was last sent.</summary>
    public EventRecord? Record { get; set; }

    /// <summary>How many records ride in one Collections with it; fewer when it, or its company, is too much at once.</summary>
    public int CollectionSize { get; set; } = 200;

    /// <summary>Warnings that are logged if the Event comes to stand.</summary>
    public List<LogNote> Warnings { get; } = [];

    /// <summary>Warnings that are logged once an episode, if the Event comes to stand.</summary>
    public List<EpisodeNote> Episodes { get; } = [];

    /// <summary>What its Event was changed to (R-P6).</summary>
    public EventChange? Changed { get; set; }

    /// <summary>The Event as it was sent, by a write that was done or may have been.</summary>
    public SentEvent? Sent { get; set; }

    /// <summary>The Event as it was last sent, whatever came of it.</summary>
    public SentEvent? Tried { get; set; }

    /// <summary>Whether an Event may stand that we don't know of (R-D1); with a known Event, whether a delete of ours may have been done.</summary>
    public WriteCertainty Doubt { get; private set; } = action.Doubt;

    /// <summary>When the write in doubt was sent.</summary>
    public DateTimeOffset? SentAt { get; private set; } = action.SentAt;

    /// <summary>The write in doubt didn't bear the marker.</summary>
    public bool SentUnmarked { get; private set; } = action.SentUnmarked;

    public Settlement? Settlement { get; private set; }

    public bool Open => Settlement is null;

    public TimeSpan Duration => Draft!.End - Start;

    /// <summary>A try without an answer. What an earlier one may still be doing isn't forgotten over it.</summary>
    public void MayBeDone(WriteCertainty certainty, DateTimeOffset sentAt, bool unmarked) =>
        (Doubt, SentAt, SentUnmarked) = (Doubt > certainty ? Doubt : certainty, sentAt, unmarked);

    /// <summary>It is certain what became of every try so far.</summary>
    public void IsCertain() => (Doubt, SentAt, SentUnmarked) = (WriteCertainty.NotWritten, null, false);

    public void Synced(string eventId, DateTimeOffset now)
    {
        IsCertain();
        Upserted(eventId, now);
    }

    /// <summary>By the marker. The doubt stays: an earlier try that Salesforce may still be at makes the Event anew where it was deleted meanwhile.</summary>
    public void Upserted(string eventId, DateTimeOffset now)
    {
        // The clock of the process that sent it may be ahead. EarlierWrites goes by which of the two came first.
        SentAt = SentAt > now ? now : SentAt;
        Settle(ActionStatus.Synced, eventId, now, null, Action.Attempts + 1, null, null, [.. Draft?.Warnings ?? [], .. Warnings]);
    }

    /// <summary>Its Event stands, but can't be seen: synced, id unknown (R-D2).</summary>
    public void Stands(DateTimeOffset now) => Settle(
        ActionStatus.Synced, null, now, null, Action.Attempts + 1, null, null, [.. Draft?.Warnings ?? [], .. Warnings, LogNote.Of(OutcomeMessages.StandsUnseen.Text)]);

    /// <summary>A late cancel whose Event couldn't be deleted (R-T4).</summary>
    public void StaysSynced(DateTimeOffset now, PlainMessage why) =>
        Settle(ActionStatus.Synced, FoundEventId, Action.SyncedAt ?? now, null, Action.Attempts, null, null, [LogNote.Of(why.Text)]);

    /// <summary>Its Event has the owner and the times that are known best, or stays as it was for a reason.</summary>
    public void Corrected(DateTimeOffset now, PlainMessage? why = null)
    {
        IsCertain();
        Settle(
            ActionStatus.Synced, null, Action.SyncedAt ?? now, null, Action.Attempts + 1, null, null,
            why is null ? [.. Warnings] : [.. Warnings, LogNote.Of(why.Text)]);
    }

    public void Cancelled(PlainMessage? why = null)
    {
        IsCertain();
        Settle(ActionStatus.Cancelled, FoundEventId, null, null, Action.Attempts, null, null, why is null ? [] : [LogNote.Of(why.Text)]);
    }

    /// <summary>Given up. What may have been written before stays in doubt.</summary>
    public void Failed(SalesforceFailure failure, DateTimeOffset now)
    {
        if (Corrects)
        {
            Warnings.Add(LogNote.Warning(LogCategories.Of(failure), failure, [.. failure.Fields]));
            Corrected(now, CorrectionMessages.Refused);
            return;
        }

        Settle(
            ActionStatus.Failed, FoundEventId, null, null, Action.Attempts + 1, failure, Action.FailingSince ?? now,
            [LogNote.Error(failure)]);
    }

    /// <summary>To be tried again then; what may have been written before stays in doubt.</summary>
    public void Again(SalesforceFailure? failure, DateTimeOffset dueAt, DateTimeOffset now) =>
        Settle(
            ActionStatus.Pending, FoundEventId, null, dueAt, Action.Attempts + (failure is null ? 0 : 1), failure,
            failure is null ? Action.FailingSince : Action.FailingSince ?? now, []);

    private void Settle(
        ActionStatus status, string? eventId, DateTimeOffset? syncedAt, DateTimeOffset? dueAt, int attempts, SalesforceFailure? failure,
        DateTimeOffset? failingSince, IReadOnlyList<LogNote> notes) =>
        Settlement ??= new Settlement(Action.Seq, Action.Intent, status, eventId, syncedAt, dueAt, attempts, failingSince, Doubt, SentAt, failure, notes)
        {
            SentUnmarked = SentUnmarked,
            Recognised = Recognised,
            Sent = Sent,
            Tried = Tried,
            Changed = Changed,
        };
}
