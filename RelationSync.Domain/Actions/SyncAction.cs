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
    public bool Follow(DerivedAction derived, string? customerKey, DateTimeOffset now)
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
                return derived.Standing is Standing.Cancelled && Cancel(now);
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
        else if (Status is ActionStatus.Synced || Doubt is not WriteCertainty.NotWritten)
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
        DueAt = settlement.DueAt ?? DueAt;
        EventId = settlement.EventId ?? EventId;
        SyncedAt = settlement.Status is ActionStatus.Synced ? settlement.SyncedAt : SyncedAt;
        Status = settlement.Status;
        var cancelledMeanwhile = Intent is ActionIntent.Delete && settlement.Intent is ActionIntent.Create;
        if (cancelledMeanwhile && Status is not ActionStatus.Cancelled)
        {
            Intent = ActionIntent.Create;
            Cancel(now);
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

    private void TakeOver(DerivedAction derived, string? customerKey)
    {
        TriggerOperationId = derived.TriggerOperationId;
        TriggerAt = derived.TriggerAt;
        ArrivedAt = derived.ArrivedAt;
        DueAt = derived.DueAt;
        Subject = derived.Content?.Subject ?? Subject;
        OperatorEmail = derived.Content?.Operator?.Email ?? OperatorEmail;
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
