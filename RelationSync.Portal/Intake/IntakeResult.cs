using RelationSync.Domain.Operations;

namespace RelationSync.Portal.Intake;

/// <summary>What became of a well-formed operation.</summary>
public readonly record struct IntakeResult(IntakeStatus Status)
{
    /// <summary>The rule; only of <see cref="IntakeStatus.Ignored"/>.</summary>
    public IgnoredBy? IgnoredBy { get; private init; }

    /// <summary>What is wrong with it; only of <see cref="IntakeStatus.Rejected"/>.</summary>
    public OperationFault? Fault { get; private init; }

    public static readonly IntakeResult Accepted = new(IntakeStatus.Accepted);

    public static readonly IntakeResult Duplicate = new(IntakeStatus.Duplicate);

    /// <summary>The answer to operations of an inbox that was deleted meanwhile.</summary>
    public static readonly IntakeResult InboxGone = Ignored(new IgnoredBy(IgnoredReason.NotConnected, "R-T13: this inbox is gone"));

    /// <summary>What its sender is told; only of <see cref="IntakeStatus.Ignored"/>.</summary>
    public string? Reason => IgnoredBy?.Answer;

    public static IntakeResult Ignored(IgnoredBy by) => new(IntakeStatus.Ignored) { IgnoredBy = by };

    public static IntakeResult Of(IntakeVerdict verdict) => verdict.Rejected is { } fault
        ? new IntakeResult(IntakeStatus.Rejected) { Fault = fault }
        : Ignored(verdict.Ignored!);
}

/// <summary>The answers that the pipeline gives.</summary>
public enum IntakeStatus
{
    /// <summary>Taken, durably.</summary>
    Accepted,

    /// <summary>Its id was accepted before.</summary>
    Duplicate,

    /// <summary>A rule says that it isn't synced; it isn't remembered.</summary>
    Ignored,

    /// <summary>It can't be taken from this inbox as it is; one that can't be read is answered the same before the pipeline.</summary>
    Rejected,
}
