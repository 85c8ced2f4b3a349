using RelationSync.Domain.Channels;

namespace RelationSync.Domain.Operations;

/// <summary>One thing a Re:lation user did, as the intake accepted it.</summary>
/// <param name="Id">Its identity, unique per inbox, 1 to 128 characters.</param>
/// <param name="Type">What was done.</param>
/// <param name="Channel">Where.</param>
/// <param name="ActivityId">
/// The message, memo, call or chat-editor opening it belongs to, 1 to 128 characters. Of a message, memo or call whose number
/// in Re:lation is given, <c>re-</c> and that number, whoever sends it (R-P1).
/// </param>
/// <param name="OccurredAt">When the user did it, UTC.</param>
/// <param name="TicketId">The ticket, where known.</param>
/// <param name="Operator">Who did it; null where the rules take nobody from this operation.</param>
/// <param name="Data">What is particular to the type.</param>
public sealed record Operation(
    string Id,
    OperationType Type,
    Channel Channel,
    string ActivityId,
    DateTimeOffset OccurredAt,
    string? TicketId,
    Operator? Operator,
    OperationData Data)
{
    /// <summary>Re:lation's own number of the message, where it was given.</summary>
    public long? RelationMessageId { get; init; }

    /// <summary>How its operator and its times are known (R-P4).</summary>
    public OperationEvidence Evidence { get; init; }
}
