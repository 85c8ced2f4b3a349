namespace RelationSync.Benchmarks.Programs;

/// <summary>One fault at one step, with or without the marker field.</summary>
/// <param name="NotApplicable">Why there is no such case; null: there is.</param>
internal sealed record FaultCell(FaultStep Step, FaultKind Kind, bool Marker, FaultOutcome Expected, string? NotApplicable)
{
    private static readonly bool[] WithAndWithoutMarker = [true, false];

    /// <summary>Name of its inbox and org.</summary>
    public string Name { get; } = $"{Step}-{Kind}-{(Marker ? "m" : "n")}".ToLowerInvariant();

    /// <summary>All of them: the whole table.</summary>
    public static IReadOnlyList<FaultCell> All(bool full) =>
    [
        .. from step in Enum.GetValues<FaultStep>()
           from kind in Enum.GetValues<FaultKind>()
           from marker in WithAndWithoutMarker
           select new FaultCell(step, kind, marker, Outcome(step, kind, marker, full), Absent(step, kind)),
    ];

    private static FaultOutcome Outcome(FaultStep step, FaultKind kind, bool marker, bool full) => (step, kind) switch
    {
        (_, FaultKind.RotatedLost) => FaultOutcome.Waiting,
        (FaultStep.Token or FaultStep.Refresh, FaultKind.Unauthorized) => FaultOutcome.Waiting,
        (FaultStep.Write or FaultStep.Delete, FaultKind.OneBad) => FaultOutcome.OneFailed,
        (FaultStep.Write or FaultStep.Delete, FaultKind.AllBad) => FaultOutcome.AllFailed,
        (FaultStep.Write, FaultKind.Hang) when !marker && !full => FaultOutcome.InDoubt,
        _ => FaultOutcome.Done,
    };

    private static string? Absent(FaultStep step, FaultKind kind) => (step, kind) switch
    {
        (FaultStep.User, FaultKind.Refused) => "goes out on the open connection of its look-up; look-up and write show refusal",
        (FaultStep.Refresh, FaultKind.Refused) => "goes out on the open connection of its 401; token shows refusal",
        (FaultStep.Token or FaultStep.Refresh or FaultStep.LookUp or FaultStep.Reconcile, FaultKind.Late) => "a read: nothing is done late",
        (FaultStep.LookUp or FaultStep.Reconcile, FaultKind.Slow) => "a read: the same as a hang",
        (FaultStep.Write or FaultStep.Delete, FaultKind.RowLocks or FaultKind.OneBad or FaultKind.AllBad) => null,
        (FaultStep.User or FaultStep.Picklist, FaultKind.AllBad) => null,
        (FaultStep.User or FaultStep.Picklist, FaultKind.RowLocks or FaultKind.OneBad) => "one request a user, one list an org: no record among others",
        (_, FaultKind.RowLocks or FaultKind.OneBad or FaultKind.AllBad) => "carries no records",
        (not (FaultStep.Token or FaultStep.Refresh), FaultKind.RotatedLost) => "only the token endpoint answers refresh tokens",
        _ => null,
    };
}
