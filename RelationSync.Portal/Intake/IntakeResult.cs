using RelationSync.Domain.Operations;

namespace RelationSync.Portal.Intake;

/// <summary>What became of a well-formed operation.</summary>
/// <param name="Status">The answer.</param>
/// <param name="Reason">Which rule says so; only of <see cref="IntakeStatus.Ignored"/>.</param>
public readonly record struct IntakeResult(IntakeStatus Status, string? Reason = null)
{
    /// <summary>What is wrong with it; only of <see cref="IntakeStatus.Rejected"/>.</summary>
    public OperationFault? Fault { get; private init; }

    public static readonly IntakeResult Accepted = new(IntakeStatus.Accepted);

    public static readonly IntakeResult Duplicate = new(IntakeStatus.Duplicate);

    /// <summary>The answer to operations of an inbox that was deleted meanwhile.</summary>
    public static readonly IntakeResult InboxGone = Ignored("R-T13: this inbox is gone");

    public static IntakeResult Ignored(string reason) => new(IntakeStatus.Ignored, reason);

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
