using RelationSync.Domain.Operations;

namespace RelationSync.Portal.Intake;

/// <summary>A well-formed operation on its way in.</summary>
/// <param name="Operation">As read.</param>
/// <param name="Json">As it came, UTF-8. Borrowed: valid only until <see cref="IOperationIntake.AcceptAsync"/> ends.</param>
/// <param name="ArrivedAt">UTC.</param>
public sealed record IncomingOperation(Operation Operation, ReadOnlyMemory<byte> Json, DateTimeOffset ArrivedAt)
{
    /// <summary>Who hands it in.</summary>
    public OperationSource Source { get; init; }
}
