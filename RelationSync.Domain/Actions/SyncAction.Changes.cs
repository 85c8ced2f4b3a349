using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.Actions;

/// <summary>How its state changes.</summary>
public sealed partial class SyncAction
{
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
