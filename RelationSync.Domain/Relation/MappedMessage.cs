namespace RelationSync.Domain.Relation;

/// <summary>What a message is known as after a read, and the operations that came of it.</summary>
internal sealed record MappedMessage(MessageState State, IReadOnlyList<MappedOperation> Operations);
