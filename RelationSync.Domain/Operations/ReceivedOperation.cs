namespace RelationSync.Domain.Operations;

/// <summary>An operation and when it came in, UTC.</summary>
public readonly record struct ReceivedOperation(Operation Operation, DateTimeOffset ArrivedAt);
