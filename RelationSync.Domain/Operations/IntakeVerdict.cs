namespace RelationSync.Domain.Operations;

/// <summary>Why a well-formed operation isn't accepted: a rule ignores it, or rejects it and names the field.</summary>
public sealed record IntakeVerdict
{
    private IntakeVerdict()
    {
    }

    /// <summary>Null if it is rejected.</summary>
    public IgnoredBy? Ignored { get; private init; }

    /// <summary>Null if it is ignored.</summary>
    public OperationFault? Rejected { get; private init; }

    public static IntakeVerdict Ignore(IgnoredReason reason, string answer) => new() { Ignored = new IgnoredBy(reason, answer) };

    public static IntakeVerdict Reject(OperationFault fault) => new() { Rejected = fault };
}

/// <summary>The rule that ignores an operation.</summary>
/// <param name="Answer">For the sender; begins with the rule's name.</param>
public sealed record IgnoredBy(IgnoredReason Reason, string Answer);
