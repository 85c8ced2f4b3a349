namespace RelationSync.Domain.Operations;

/// <summary>Why a well-formed operation isn't taken: a rule ignores it, or refuses it with its place.</summary>
public sealed record IntakeVerdict
{
    private IntakeVerdict()
    {
    }

    /// <summary>The rule that says so, with its name; null where it is refused.</summary>
    public string? Ignored { get; private init; }

    /// <summary>What is wrong with it; null where it is ignored.</summary>
    public OperationFault? Rejected { get; private init; }

    public static IntakeVerdict Ignore(string reason) => new() { Ignored = reason };

    public static IntakeVerdict Reject(OperationFault fault) => new() { Rejected = fault };
}
