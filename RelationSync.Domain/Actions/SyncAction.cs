using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.Actions;

/// <summary>
/// The unit we sync: one action becomes at most one Event. All times are UTC. Its state is changed only by the methods
/// here; what a drain found out comes as a <see cref="Settlement"/>.
/// </summary>
public sealed class SyncAction
{
    /// <summary>Order of arrival, given by the store; the cursor of lists.</summary>
    public long Seq { get; private set; }

    /// <summary>The identity that others see, and the marker in Salesforce.</summary>
    public Guid Id { get; private set; }

    public long InboxId { get; private set; }

    /// <summary>The channel's code.</summary>
    public string Channel { get; private set; } = "";

    public string ActivityId { get; private set; } = "";

    /// <summary>128 bits that stand for inbox, channel and activity; operations carry the same.</summary>
    public byte[] ActivityKey { get; private set; } = [];

    /// <summary>Who handed in the operation that names it.</summary>
    public OperationSource Source { get; private set; }

    /// <summary>How its operator is known (R-P4).</summary>
    public Evidence OperatorEvidence { get; private set; }

    /// <summary>How its start and end are known (R-P4).</summary>
    public Evidence TimesEvidence { get; private set; }

    /// <summary>The operation that names this action among those of its activity.</summary>
    public string TriggerOperationId { get; private set; } = "";

    public ActionStatus Status { get; private set; }

    public ActionIntent Intent { get; private set; }

    public DateTimeOffset TriggerAt { get; private set; }

    public DateTimeOffset ArrivedAt { get; private set; }

    public DateTimeOffset DueAt { get; private set; }

    /// <summary>From when the five minutes run where that isn't the later of trigger and arrival (R-T12); null: it is.</summary>
    public DateTimeOffset? ClockAt { get; private set; }

    public DateTimeOffset? SyncedAt { get; private set; }

    public string? EventId { get; private set; }

    /// <summary>Writes and deletes tried so far.</summary>
    public int Attempts { get; private set; }

    /// <summary>Code of the last failure, or null.</summary>
    public string? LastError { get; private set; }

    /// <summary>Of a test inbox, or of a test operation that the portal sent: counts in no figure (R-T15, R-T16).</summary>
    public bool IsTest { get; private set; }

    /// <summary>From when the five minutes run: the later of trigger and arrival, of what was read from Re:lation's API its own time (R-T12).</summary>
    public DateTimeOffset ClockStart => ClockAt ?? (TriggerAt > ArrivedAt ? TriggerAt : ArrivedAt);

    /// <summary>When the present run of failures began; transient ones are given up only 24 hours after it (R-E3).</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    /// <summary>Fencing number of the drain that has or had it.</summary>
    public long Fence { get; private set; }

    /// <summary>When a drain last took it on; a write of a drain that died is in doubt from then.</summary>
    public DateTimeOffset? ClaimedAt { get; private set; }

    /// <summary>Whether an Event may stand that we don't know of (R-D1).</summary>
    public WriteCertainty Doubt { get; private set; }

    /// <summary>When the write in doubt was sent.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>A write without the marker may have been sent whose outcome isn't known: stored before it is sent (R-D1).</summary>
    public bool SentUnmarked { get; private set; }

    /// <summary>What lists show; erased after its time.</summary>
    public string? Subject { get; private set; }

    public string? OperatorEmail { get; private set; }

    /// <summary>The first customer key, for lists and the error log.</summary>
    public string? CustomerKey { get; private set; }

    /// <summary>When its content was erased; null: it is kept.</summary>
    public DateTimeOffset? ErasedAt { get; private set; }

    /// <summary>An action seen for the first time.</summary>
    public static SyncAction From(long inboxId, byte[] activityKey, Guid id, DerivedAction derived, string? customerKey, bool isTest = false)
    {
        var action = new SyncAction
        {
            Id = id,
            InboxId = inboxId,
            Channel = derived.Channel.Code,
            ActivityId = derived.ActivityId,
            ActivityKey = activityKey,
            IsTest = isTest,
        };
        action.TakeOver(derived, customerKey);
        return action;
    }

    /// <summary>Follows what the operations now imply. True when something changed.</summary>
    /// <param name="derived">What they imply.</param>
    /// <param name="customerKey">What lists show as the customer.</param>
    /// <param name="isBetterKnown">What came in changes owner or times by better evidence: an Event that stands follows (R-P6).</param>
    /// <param name="now">UTC.</param>
    public bool Follow(DerivedAction derived, string? customerKey, bool isBetterKnown, DateTimeOffset now)
    {
        switch (Status)
        {
            case ActionStatus.Half or ActionStatus.Held:
            case ActionStatus.Pending when Doubt is WriteCertainty.NotWritten && Attempts == 0 && Intent is ActionIntent.Create:
                TakeOver(derived, customerKey);
                return true;
            case ActionStatus.Cancelled when derived.Standing is Standing.Ready && Attempts == 0 && now < DueAt:
                // Still within its hold: what came in now says that the cancel was of something else.
                TakeOver(derived, customerKey);
                return true;
            case ActionStatus.Cancelled:
                return false;
            default:
                return derived.Standing is Standing.Cancelled ? Cancel(now) : isBetterKnown && Correct(derived, now);
        }
    }

    /// <summary>No Event is wanted any more: cancelled at once where none can stand, else deleted by a drain. True when something changed.</summary>
    public bool Cancel(DateTimeOffset now)
    {
        if (Status is ActionStatus.Cancelled || Intent is ActionIntent.Delete)
        {
            return false;
        }

        if (Status is ActionStatus.Syncing)
        {
            Intent = ActionIntent.Delete;
        }
        else if (Status is ActionStatus.Synced || Intent is ActionIntent.Update || Doubt is not WriteCertainty.NotWritten)
        {
            Intent = ActionIntent.Delete;
            Status = ActionStatus.Pending;
            DueAt = now;
        }
        else
        {
            Status = ActionStatus.Cancelled;
        }

        return true;
    }

    /// <summary>Whether its Event stands couldn't be found out: nothing writes it again before a person has answered (R-D2).</summary>
    public bool AwaitsAnswer => Status is ActionStatus.Failed && LastError == OwnCodes.OutcomeUnknown;

    /// <summary>A person says that its Event stands. False where nobody is asked.</summary>
    public bool AnswerStands(DateTimeOffset now)
    {
        if (!AwaitsAnswer)
        {
            return false;
        }

        // The doubt stays: a cancel yet to come looks for the Event (R-T4).
        (Status, SyncedAt, LastError, FailingSince) = (ActionStatus.Synced, now, null, null);
        return true;
    }

    /// <summary>A person says that its Event isn't there: it is written again, unless none is wanted. False where nobody is asked, or nothing is left to write.</summary>
    public bool AnswerMissing(DateTimeOffset now)
    {
        if (!AwaitsAnswer || (ErasedAt is not null && Intent is ActionIntent.Create))
        {
            return false;
        }

        (Doubt, SentAt, SentUnmarked, LastError, FailingSince) = (WriteCertainty.NotWritten, null, false, null, null);
        if (Intent is ActionIntent.Delete)
        {
            Status = ActionStatus.Cancelled;
        }
        else
        {
            (Status, DueAt, Attempts) = (ActionStatus.Pending, now, 0);
        }

        return true;
    }

    /// <summary>Tries a failed action again, now. False where it isn't failed, nothing is left to write, or a person is asked first.</summary>
    public bool Retry(DateTimeOffset now)
    {
        if (Status is not ActionStatus.Failed || ErasedAt is not null || AwaitsAnswer)
        {
            return false;
        }

        Status = ActionStatus.Pending;
        DueAt = now;
        Attempts = 0;
        FailingSince = null;
        return true;
    }

    /// <summary>What a drain found out, while this action was its own. A cancel that came meanwhile still counts.</summary>
    public void Settle(Settlement settlement, DateTimeOffset now)
    {
        Attempts = settlement.Attempts;
        LastError = settlement.Failure?.Code;
        FailingSince = settlement.FailingSince;
        Doubt = settlement.Doubt;
        SentAt = settlement.SentAt;
        SentUnmarked = settlement.SentUnmarked;
        var correctedMeanwhile = DueAt > ClaimedAt;

        // Its Event was written before the correction came, and only found now.
        var isFound = SyncedAt is null && settlement is { Sent: null, Changed: null };
        DueAt = settlement.DueAt ?? DueAt;
        EventId = settlement.EventId ?? EventId;
        SyncedAt = settlement.Status is ActionStatus.Synced ? settlement.SyncedAt : SyncedAt;
        Status = settlement.Status;
        var cancelledMeanwhile = Intent is ActionIntent.Delete && settlement.Intent is not ActionIntent.Delete;
        if (cancelledMeanwhile && Status is not ActionStatus.Cancelled)
        {
            Intent = Status is ActionStatus.Synced || EventId is null ? ActionIntent.Create : ActionIntent.Update;
            Cancel(now);
        }
        else if (Intent is ActionIntent.Update && Status is ActionStatus.Synced)
        {
            Intent = ActionIntent.Create;
            if (correctedMeanwhile || isFound)
            {
                Correct(now);
            }
        }
        else if (Intent is ActionIntent.Update && settlement.Intent is ActionIntent.Create)
        {
            // No Event stands yet: the next try is made of what is known by then.
            Intent = ActionIntent.Create;
        }
    }

    /// <summary>Its owner or times are better known now. True when something changed.</summary>
    private bool Correct(DerivedAction derived, DateTimeOffset now)
    {
        Know(derived);
        return ErasedAt is null && Status is ActionStatus.Synced or ActionStatus.Syncing or ActionStatus.Pending && Correct(now);
    }

    private bool Correct(DateTimeOffset now)
    {
        switch (Status)
        {
            case ActionStatus.Synced:
                (Intent, Status, DueAt) = (ActionIntent.Update, ActionStatus.Pending, now);
                return true;
            case ActionStatus.Pending when Intent is ActionIntent.Create && Doubt is not WriteCertainty.NotWritten:
                // An Event may stand that has it not.
                Intent = ActionIntent.Update;
                return true;
            case ActionStatus.Syncing when Intent is not ActionIntent.Delete:
                // Due after the drain took it on: that is how it is known to have come meanwhile.
                Intent = ActionIntent.Update;
                DueAt = ClaimedAt >= now ? ClaimedAt.Value.AddTicks(1) : now;
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// Forgets what it was about; who did it and when, and which Event it became, stay. False where it isn't over yet:
    /// its Event is still to be written.
    /// </summary>
    public bool Erase(DateTimeOffset now)
    {
        if (Status is not (ActionStatus.Synced or ActionStatus.Cancelled or ActionStatus.Failed))
        {
            return false;
        }

        Subject = null;
        CustomerKey = null;
        ErasedAt = now;
        return true;
    }

    private void Know(DerivedAction derived)
    {
        if (derived.Content is { } content)
        {
            OperatorEmail = content.Operator?.Email ?? OperatorEmail;
            (OperatorEvidence, TimesEvidence) = (content.OperatorEvidence, content.TimesEvidence);
        }
    }

    private void TakeOver(DerivedAction derived, string? customerKey)
    {
        TriggerOperationId = derived.TriggerOperationId;
        TriggerAt = derived.TriggerAt;
        ArrivedAt = derived.ArrivedAt;
        DueAt = derived.DueAt;
        Source = derived.Source;
        ClockAt = derived.ClockAt;
        Subject = derived.Content?.Subject ?? Subject;
        Know(derived);
        CustomerKey = customerKey ?? CustomerKey;
        Status = derived.Standing switch
        {
            Standing.Half => ActionStatus.Half,
            Standing.Ready => ActionStatus.Held,
            Standing.Cancelled => ActionStatus.Cancelled,
            _ => throw new ArgumentOutOfRangeException(nameof(derived)),
        };
    }
}
