using RelationSync.Domain.Actions;

namespace RelationSync.Domain.Sync;

/// <summary>An action that a drain has taken on, with what its operations say now.</summary>
/// <param name="Derived">Null where its operations no longer make it an action.</param>
public sealed record ClaimedAction(
    long Seq,
    Guid Id,
    ActionIntent Intent,
    string? EventId,
    int Attempts,
    DateTimeOffset? FailingSince,
    WriteCertainty Doubt,
    DateTimeOffset? SentAt,
    DerivedAction? Derived)
{
    /// <summary>Of a write in doubt: what else it may have been made of, before the latest operations came in.</summary>
    public IReadOnlyList<ActionContent> Earlier { get; init; } = [];

    /// <summary>Of a write in doubt: whom it was sent for. Null where that isn't known: the process ended before it was stored.</summary>
    public SentRelations? Sent { get; init; }
}
