namespace RelationSync.Benchmarks.Programs;

/// <summary>One fault at one step, in one kind of org, with or without the marker field.</summary>
/// <param name="SeesAll">Whether the connecting user sees all data. If not, an Event without a contact is hidden from it (R-D2).</param>
/// <param name="WholeMinutes">Whether the org keeps an Event's length in whole minutes, or to the second.</param>
/// <param name="NotApplicable">Why there is no such case; null: there is.</param>
internal sealed record FaultCell(FaultStep Step, FaultKind Kind, bool SeesAll, bool WholeMinutes, bool Marker, FaultOutcome Expected, string? NotApplicable)
{
    private static readonly bool[] Either = [true, false];

    /// <summary>Name of its inbox and org.</summary>
    public string Name { get; } = $"{Step}-{Kind}-{(SeesAll ? "all" : "few")}-{(WholeMinutes ? "min" : "sec")}-{(Marker ? "m" : "n")}".ToLowerInvariant();

    /// <summary>All of them: the whole table.</summary>
    public static IReadOnlyList<FaultCell> All(bool full) =>
    [
        .. from step in Enum.GetValues<FaultStep>()
           from kind in Enum.GetValues<FaultKind>()
           from seesAll in Either
           from wholeMinutes in Either
           from marker in Either
           select new FaultCell(step, kind, seesAll, wholeMinutes, marker, Outcome(step, kind, seesAll, marker, full), Absent(step, kind)),
    ];

    /// <summary>A third of the cells by seed: of every fault at every step two or three of its eight.</summary>
    public static IReadOnlyList<FaultCell> Third(IEnumerable<FaultCell> cells, int seed)
    {
        var random = new Random(seed);
        var shuffled = cells.Where(c => c.NotApplicable is null).GroupBy(c => (c.Step, c.Kind)).SelectMany(group => group.OrderBy(_ => random.Next())).ToList();
        return [.. shuffled.Where((_, i) => i % 3 == 0)];
    }

    private static FaultOutcome Outcome(FaultStep step, FaultKind kind, bool seesAll, bool marker, bool full) => (step, kind) switch
    {
        (_, FaultKind.RotatedLost) => FaultOutcome.Waiting,
        (FaultStep.Token or FaultStep.Refresh, FaultKind.Unauthorized) => FaultOutcome.Waiting,
        (FaultStep.Write or FaultStep.Delete, FaultKind.OneBad) => FaultOutcome.OneFailed,
        (FaultStep.Write or FaultStep.Delete, FaultKind.AllBad) => FaultOutcome.AllFailed,
        (FaultStep.Write, FaultKind.Hang) when !marker && !full => FaultOutcome.InDoubt,
        (FaultStep.Write, FaultKind.Slow or FaultKind.Late) when !marker && !seesAll && !full => FaultOutcome.InDoubt,
        _ when !marker && !seesAll && LeavesDoubt(step, kind) => FaultOutcome.DoneOrUnknown,
        _ => FaultOutcome.Done,
    };

    /// <summary>Whether nobody was told if the write was done.</summary>
    private static bool LeavesDoubt(FaultStep step, FaultKind kind) => step is FaultStep.Reconcile
        || (step is FaultStep.Write && kind is FaultKind.DroppedBefore or FaultKind.DroppedAfter or FaultKind.Truncated or FaultKind.Hang or FaultKind.Slow or FaultKind.Late or FaultKind.Html502 or FaultKind.Html503);

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
