namespace RelationSync.Domain.Operations;

/// <summary>An operation, when it came in, UTC, and from whom.</summary>
public readonly record struct ReceivedOperation(Operation Operation, DateTimeOffset ArrivedAt, OperationSource Source = OperationSource.Push);
