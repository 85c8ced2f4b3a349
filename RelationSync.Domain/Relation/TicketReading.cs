namespace RelationSync.Domain.Relation;

/// <summary>What a read of a ticket comes to.</summary>
/// <param name="Operations">To be taken in, in this order.</param>
/// <param name="States">Of the messages that changed.</param>
/// <param name="LooksAgain">Something in it couldn't be understood and may be later.</param>
/// <param name="Holds">A message of it is of a channel that isn't known (R-P2); it may be soon.</param>
/// <param name="ChatEndsAt">When the first open chat session will be over, by Re:lation's clock; null: none is open.</param>
public sealed record TicketReading(
    IReadOnlyList<MappedOperation> Operations, IReadOnlyList<MessageState> States, bool LooksAgain, bool Holds, DateTimeOffset? ChatEndsAt);
