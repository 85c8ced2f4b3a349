namespace RelationSync.Portal.Intake;

/// <summary>What became of a well-formed operation.</summary>
/// <param name="Status">The answer.</param>
/// <param name="Reason">Which rule says so; only of <see cref="IntakeStatus.Ignored"/>.</param>
public readonly record struct IntakeResult(IntakeStatus Status, string? Reason = null)
{
    public static readonly IntakeResult Accepted = new(IntakeStatus.Accepted);

    public static readonly IntakeResult Duplicate = new(IntakeStatus.Duplicate);

    public static IntakeResult Ignored(string reason) => new(IntakeStatus.Ignored, reason);
}

/// <summary>The answers that the pipeline gives; <c>rejected</c> is given before it.</summary>
public enum IntakeStatus
{
    /// <summary>Taken, durably.</summary>
    Accepted,

    /// <summary>Its id was accepted before.</summary>
    Duplicate,

    /// <summary>A rule says that it isn't synced; it isn't remembered.</summary>
    Ignored,
}
