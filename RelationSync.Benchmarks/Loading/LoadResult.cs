namespace RelationSync.Benchmarks.Loading;

/// <summary>What a run came to.</summary>
/// <param name="Cores">Processors that the portal used, on average.</param>
/// <param name="Slowest">By the portal's own account, in seconds.</param>
internal sealed record LoadResult(
    LoadPlan Plan, long Operations, int SentAgain, int Wanted, EventCount Events, double Slowest, ProcessSamples Memory, long PeakMiB, double Cores, int FewestPushes, int Dropped)
{
    public static readonly IReadOnlyList<string> Columns =
    [
        "run", "inboxes", "operations", "operations/s", "503, sent again", "actions", "lost", "too many", "p50, s", "p99, s", "last, s", "last by the portal, s", "inside 5 min",
        "MiB, middle third", "last third", "peak", "portal cores", "circuits", "dropped", "fewest pushes",
    ];

    // Before that, it is still warming up.
    private static readonly TimeSpan FlatFrom = TimeSpan.FromMinutes(5);

    public IReadOnlyList<(string, bool)> Checks =>
    [
        ($"{Plan.Name}: actions posted", Wanted > 0),
        ($"{Plan.Name}: nothing lost", Events.Lost == 0),
        ($"{Plan.Name}: nothing too many", Events.TooMany == 0),
        ($"{Plan.Name}: all inside five minutes by the org's clock", Events.Inside >= 100),
        ($"{Plan.Name}: all inside five minutes by the portal's", Slowest <= 300),
        ($"{Plan.Name}: no circuit dropped", Dropped == 0),
        ($"{Plan.Name}: every circuit pushed to", FewestPushes > 0),
        ($"{Plan.Name}: memory flat", Plan.Lasts < FlatFrom || Memory.IsFlat),
    ];

    public IReadOnlyList<string> Row =>
    [
        Plan.Name, $"{Plan.Inboxes}", $"{Operations:N0}", $"{Operations / Plan.Lasts.TotalSeconds:N0}", $"{SentAgain}", $"{Wanted:N0}", $"{Events.Lost}", $"{Events.TooMany}",
        $"{Events.At(.5):0}", $"{Events.At(.99):0}", $"{Events.At(1):0}", $"{Slowest:0}", $"{Events.Inside:0.##} %",
        $"{Memory.Thirds.Middle}", $"{Memory.Thirds.Last}", $"{PeakMiB}", $"{Cores:0.00} of {Environment.ProcessorCount}", $"{Plan.Viewers}", $"{Dropped}", $"{FewestPushes}",
    ];

    public string Figures =>
        $"{Plan.Name}: {Operations:N0} operations of {Plan.Inboxes} inboxes in {Plan.Lasts.TotalMinutes:0.#} min, {Events.Inside:0.##} % inside five minutes, the last after {Events.At(1):0} s, {Events.Lost} lost, {Events.TooMany} too many, "
        + $"{Memory.Thirds.Middle} then {Memory.Thirds.Last} MiB, {Dropped} of {Plan.Viewers} circuits dropped";
}
