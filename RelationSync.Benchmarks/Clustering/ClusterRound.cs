using System.Globalization;
using System.Text.Json;

namespace RelationSync.Benchmarks.Clustering;

/// <summary>What one round came to: each fault once.</summary>
/// <param name="Number">From 0; also says what is broken when.</param>
/// <param name="Cut">Browsers whose node was killed under them.</param>
/// <param name="Back">How often a browser lost its connection and made it again.</param>
/// <param name="LongestAway">The longest that a browser was without one.</param>
/// <param name="AllBack">True if every browser was connected at the end.</param>
internal sealed record ClusterRound(
    int Number, IReadOnlyList<ClusterCount> Faults, int Taken, int SentAgain, int Lost, int Doubled, int Cut, int Back, TimeSpan LongestAway, bool AllBack)
{
    /// <summary>Why it couldn't be judged; null: it was.</summary>
    public string? Broken { get; init; }

    public static ClusterRound BrokenBy(int number, Exception reason) => new(number, [], 0, 0, 0, 0, 0, 0, TimeSpan.Zero, false) { Broken = reason.Message };
}

/// <summary>The rounds so far. In a file they outlive the run, and the next one goes on after them.</summary>
/// <param name="path">One line of JSON for each round; null: they are kept for this run alone.</param>
internal sealed class ClusterRounds(string? path)
{
    private readonly List<ClusterRound> _all = path is not null && File.Exists(path) ? [.. File.ReadLines(path).Select(l => JsonSerializer.Deserialize<ClusterRound>(l)!)] : [];

    private readonly Lock _gate = new();

    public IReadOnlyList<ClusterRound> All => _all;

    public void Add(ClusterRound round)
    {
        lock (_gate)
        {
            _all.Add(round);
            if (path is not null)
            {
                File.AppendAllText(path, JsonSerializer.Serialize(round) + "\n");
            }
        }
    }

    /// <param name="wanted">How many rounds there are to be.</param>
    /// <param name="allowed">The longest that an acknowledged operation may wait for its Event.</param>
    public Verdict Judge(int wanted, TimeSpan allowed)
    {
        var faults = _all.SelectMany(r => r.Faults).ToList();
        var slowest = faults.Select(f => f.LongestWait).DefaultIfEmpty().Max();
        var (lost, doubled, cut, back) = (_all.Sum(r => r.Lost), _all.Sum(r => r.Doubled), _all.Sum(r => r.Cut), _all.Sum(r => r.Back));
        var broken = _all.Count(r => r.Broken is not null);
        return new Verdict(
            new Checks(
                ("all rounds run", _all.Count >= wanted),
                ($"{broken} rounds broken", broken == 0),
                ("nothing lost", lost == 0),
                ("nothing doubled", doubled == 0),
                ("something acknowledged around each fault", faults.TrueForAll(f => f.Measured > 0)),
                ("taken over in time", slowest <= allowed),
                ("a browser cut off by a kill in each round", _all.TrueForAll(r => r.Cut > 0)),
                ("each browser cut off came back", back >= cut && _all.TrueForAll(r => r.AllBack))),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{faults.Count} faults in {_all.Count} of {wanted} rounds, {_all.Sum(r => r.Taken):N0} actions, {_all.Sum(r => r.SentAgain):N0} requests sent again, {lost} lost, {doubled} doubled, at most {slowest.TotalSeconds:F1} s to take over (allowed {allowed.TotalSeconds:F0}), {cut} browsers cut off, back {back} times, within {_all.Select(r => r.LongestAway).DefaultIfEmpty().Max().TotalSeconds:F1} s"),
            ["fault", "times", "actions around them", "longest wait for an Event (s)", "half of the faults' (s)", "over the allowed"],
            [.. Enum.GetValues<ClusterFaultKind>().Select(k => Row(k, faults.FindAll(f => f.Kind == k), allowed))]);
    }

    private static string[] Row(ClusterFaultKind kind, List<ClusterCount> faults, TimeSpan allowed)
    {
        var waits = faults.Select(f => f.LongestWait.TotalSeconds).Order().ToList();
        return
        [
            Words(kind), Text(faults.Count), Text(faults.Sum(f => f.Measured)), Seconds(waits.LastOrDefault()), Seconds(waits.ElementAtOrDefault(waits.Count / 2)),
            Text(waits.Count(w => w > allowed.TotalSeconds)),
        ];

        static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

        static string Seconds(double seconds) => seconds.ToString("F1", CultureInfo.InvariantCulture);
    }

    private static string Words(ClusterFaultKind kind) => kind switch
    {
        ClusterFaultKind.NodeKilled => "node killed, and started again",
        ClusterFaultKind.NodeStopped => "node stopped (SIGSTOP), and continued",
        ClusterFaultKind.NodeCutOff => "node cut off from PostgreSQL",
        ClusterFaultKind.DatabaseRestarted => "PostgreSQL restarted",
        ClusterFaultKind.DatabaseKilled => "PostgreSQL killed, and recovered",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such fault"),
    };
}
