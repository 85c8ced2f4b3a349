namespace RelationSync.Benchmarks.Programs;

/// <summary>An inbox of the kills and what its org is like.</summary>
/// <param name="SeesAll">Whether the connecting user sees all data. If not, an Event without a contact is hidden from it (R-D2).</param>
/// <param name="WholeMinutes">Whether the org keeps an Event's length in whole minutes, or to the second.</param>
internal sealed record KillInbox(bool SeesAll, bool WholeMinutes, bool Marker)
{
    private static readonly bool[] Either = [true, false];

    public string Name { get; } = $"{(SeesAll ? "all" : "few")}-{(WholeMinutes ? "min" : "sec")}-{(Marker ? "marker" : "plain")}";

    /// <summary>
    /// True if nothing can prove that an action's write wasn't done, so that it may fail with <c>OUTCOME_UNKNOWN</c>. With the
    /// marker it is written again, unless its send was cancelled: then a person is asked rather than an Event made.
    /// </summary>
    public bool MayBeUnknown(bool isCancelled) => !SeesAll && (!Marker || isCancelled);

    public static IReadOnlyList<KillInbox> All { get; } =
    [
        .. from seesAll in Either
           from wholeMinutes in Either
           from marker in Either
           select new KillInbox(seesAll, wholeMinutes, marker),
    ];

    /// <summary>Where the user sees little, every second mail goes to somebody who is no contact.</summary>
    public bool IsSeen(int number) => SeesAll || number % 2 == 0;
}
