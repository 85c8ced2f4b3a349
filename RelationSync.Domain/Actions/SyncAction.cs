using RelationSync.Domain.Operations;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.Actions;

/// <summary>
/// The unit we sync: one action becomes at most one Event. All times are UTC. Its state is changed only by the methods
/// here; what a drain found out comes as a <see cref="Settlement"/>.
/// </summary>
public sealed partial class SyncAction
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

    /// <summary>True if nothing is left to do, unless another operation arrives.</summary>
    public bool IsAtRest => Status is ActionStatus.Synced or ActionStatus.Failed or ActionStatus.Cancelled;

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
}
