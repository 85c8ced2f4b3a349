using System.Diagnostics.CodeAnalysis;

namespace RelationSync.Domain.Operations;

/// <summary>What came of reading an operation: the operation, or at least one fault and at most <see cref="MostFaults"/>.</summary>
/// <param name="Id">The operation's id, also of one with faults where it can be read.</param>
/// <param name="Operation">The operation, or null.</param>
/// <param name="Faults">Why not; empty where there is an operation.</param>
public sealed record OperationReading(string? Id, Operation? Operation, IReadOnlyList<OperationFault> Faults)
{
    /// <summary>More faults than that in one operation aren't listed: they would be an answer larger than the question.</summary>
    public const int MostFaults = 20;

    /// <summary>Its type, also of one with faults where it is one that we know.</summary>
    public OperationType? Type { get; init; }

    [MemberNotNullWhen(true, nameof(Operation))]
    public bool IsValid => Operation is not null;
}
