using RelationSync.Domain.Channels;

namespace RelationSync.Domain.Operations;

/// <summary>One thing a Re:lation user did, as the intake accepted it.</summary>
/// <param name="Id">Its identity, unique per inbox, 1 to 128 characters.</param>
/// <param name="Type">What was done.</param>
/// <param name="Channel">Where.</param>
/// <param name="ActivityId">The message, memo, call or chat-editor opening it belongs to, 1 to 128 characters.</param>
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
    OperationData Data);
