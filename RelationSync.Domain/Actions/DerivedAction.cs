using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;

namespace RelationSync.Domain.Actions;

/// <summary>
/// An action as the operations of one activity imply it, whatever order they came in. The same operations always give
/// the same derived actions; what was stored before is brought in line with it.
/// </summary>
/// <param name="Channel">The channel.</param>
/// <param name="ActivityId">The activity all its operations belong to.</param>
/// <param name="TriggerOperationId">The operation that names the action and gives its content (of half a call or chat: the first there is).</param>
/// <param name="OperationIds">All operations that this action uses up, repeats included.</param>
/// <param name="Standing">Half, ready, or cancelled by a later operation.</param>
/// <param name="TriggerAt">When the trigger happened, UTC (of a half: when its first operation happened).</param>
/// <param name="ArrivedAt">When all that the trigger needs had come in, UTC (of a half: when its first operation came in).</param>
/// <param name="DueAt">When it may be written, UTC; of a half: when it is given up.</param>
/// <param name="Content">What the Event will be made of; null while it is half.</param>
/// <param name="GivenUpSilently">A half whose expiry is normal (a chat without a message, R-T11) and needs no log entry.</param>
public sealed record DerivedAction(
    Channel Channel,
    string ActivityId,
    string TriggerOperationId,
    IReadOnlyList<string> OperationIds,
    Standing Standing,
    DateTimeOffset TriggerAt,
    DateTimeOffset ArrivedAt,
    DateTimeOffset DueAt,
    ActionContent? Content,
    bool GivenUpSilently = false)
{
    /// <summary>Who handed in the operation that names it.</summary>
    public OperationSource Source { get; init; }

    /// <summary>From when the five minutes run where that isn't the later of trigger and arrival (R-T12); null: it is.</summary>
    public DateTimeOffset? ClockAt { get; init; }

    /// <summary>What nobody is known to have done for sure, and what nobody did for a customer now, makes no user (R-O3).</summary>
    public bool MayMakeUser => Content is { OperatorEvidence: Evidence.Proven or Evidence.Declared } && Source is OperationSource.Push or OperationSource.RelationApi;
}

/// <summary>Where a derived action stands.</summary>
public enum Standing
{
    /// <summary>Half of a call or chat: waits for the rest.</summary>
    Half,

    /// <summary>Complete: to be written once it is due.</summary>
    Ready,

    /// <summary>Its send was cancelled (R-T4): no Event may stand.</summary>
    Cancelled,
}
