using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Events;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Targets;

namespace RelationSync.Domain.Sync;

/// <summary>One claimed action on its way through a batch: what is known so far, and, in the end, its settlement.</summary>
internal sealed class WorkItem(ClaimedAction action)
{
    public ClaimedAction Action { get; } = action;

    public EventDraft? Draft { get; set; }

    /// <summary>What the Event of a write in doubt may say: as the operations have it now, and as they had it before.</summary>
    public IReadOnlyList<EventDraft> MayHaveSent { get; set; } = [];

    /// <summary>One Event is wanted; otherwise none may stand.</summary>
    public bool Wanted => Action is { Intent: ActionIntent.Create, Derived: { Standing: Standing.Ready, Content: not null } };

    public Operator? Operator => Action.Derived?.Content?.Operator;

    public IReadOnlyList<CustomerKey> Keys { get; set; } = [];

    public string? OwnerId { get; set; }

    /// <summary>The operator's own user; null: there is none.</summary>
    public string? OwnUserId { get; set; }

    /// <summary>The refusal that only may have meant the owner, who was replaced for it; the same again says that it didn't.</summary>
    public string? OwnerSuspectedBy { get; set; }

    public IReadOnlyList<string> WhoIds { get; set; } = [];

    public string? WhatId { get; set; }

    /// <summary>Contacts past the fiftieth (R-W8).</summary>
    public int LeftOut { get; set; }

    /// <summary>Some reference comes from the cache, so that a refusal may only mean that it is stale.</summary>
    public bool FromCache { get; set; }

    public bool LookedUpAgain { get; set; }

    /// <summary>An Event in doubt that was found, of an action that is cancelled.</summary>
    public string? FoundEventId { get; set; }

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

    /// <summary>The Event as it was sent, by a write that was done or may have been.</summary>
    public SentEvent? Sent { get; set; }

    public Settlement? Settlement { get; private set; }

    public bool Open => Settlement is null;

    public TimeSpan Duration => Draft!.End - Start;

    public void Synced(string eventId, DateTimeOffset now) =>
        Settle(ActionStatus.Synced, eventId, now, null, Action.Attempts + 1, null, null, WriteCertainty.NotWritten, null, [.. Draft?.Warnings ?? [], .. Warnings]);

    public void Cancelled(params IReadOnlyList<LogNote> notes) =>
        Settle(ActionStatus.Cancelled, null, null, null, Action.Attempts, null, null, WriteCertainty.NotWritten, null, notes);

    public void Failed(SalesforceFailure failure, DateTimeOffset now) =>
        Settle(
            ActionStatus.Failed, null, null, null, Action.Attempts + 1, failure, Action.FailingSince ?? now, WriteCertainty.NotWritten, null,
            [LogNote.Error(LogCategories.Of(failure), failure.Code, failure.Message, failure.Fields)]);

    /// <summary>To be tried again then; a write that may have been done is in doubt from when it was sent.</summary>
    public void Again(SalesforceFailure? failure, DateTimeOffset dueAt, DateTimeOffset now, WriteCertainty doubt, DateTimeOffset? sentAt) =>
        Settle(ActionStatus.Pending, null, null, dueAt, Action.Attempts + (failure is null ? 0 : 1), failure, failure is null ? Action.FailingSince : Action.FailingSince ?? now, doubt, sentAt, []);

    private void Settle(
        ActionStatus status, string? eventId, DateTimeOffset? syncedAt, DateTimeOffset? dueAt, int attempts, SalesforceFailure? failure,
        DateTimeOffset? failingSince, WriteCertainty doubt, DateTimeOffset? sentAt, IReadOnlyList<LogNote> notes) =>
        Settlement ??= new Settlement(Action.Seq, Action.Intent, status, eventId, syncedAt, dueAt, attempts, failingSince, doubt, sentAt, failure, notes)
        {
            Sent = Sent,
        };
}
