using System.Collections.Concurrent;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Programs;

/// <summary>Every fault at every remote step: each action ends as exactly one Event, or the log says why not (R-D1, R-D2, R-L1, R-A4, R-E3).</summary>
internal sealed class Faults(IReadOnlyList<string> args) : IBenchmark
{
    private const int AtOnce = 64;
    private const int Seed = 20261129;

    public string Name => "faults";

    public string Shows => "the fault × step table (a third by --seed / all): lost, doubled";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        var seed = (int)(Flags.Number(args, "--seed") ?? Seed);
        var all = FaultCell.All(full);
        var cells = full ? all : FaultCell.Third(all, seed);
        var results = await RunAsync([.. cells.Where(c => c.NotApplicable is null)], full, cancellationToken);
        var good = results.Values.Count(r => r.Complaint is null);
        var lost = results.Values.Sum(r => r.Lost);
        var doubled = results.Values.Sum(r => r.Doubled);
        return new Verdict(
            new Checks(("each as expected", good == results.Count), ("nothing lost", lost == 0), ("nothing doubled", doubled == 0)),
            $"{results.Count} faults at steps{(full ? "" : $" (seed {seed})")}, {good} as expected, {lost} lost, {doubled} doubled",
            ["step", "fault", "sees", "keeps", "marker", "expected", "Events", "lost", "doubled", "log", "s", "verdict"],
            [.. cells.OrderBy(c => FallsShort(results, c)).Select(c => results.TryGetValue(c, out var result) ? Row(result) : Absent(c))]);
    }

    internal static async Task<IReadOnlyDictionary<FaultCell, FaultResult>> RunAsync(IReadOnlyList<FaultCell> cells, bool full, CancellationToken cancellationToken)
    {
        await using var simulator = await SimulatorProcess.StartAsync(cancellationToken);
        await using var portal = new PortalProcess(new Dictionary<string, string>(PortalProcess.WithoutHolds)
        {
            ["Worker__DrainInterval"] = "00:00:00.5",
            ["Worker__ConnectionsAtOnce"] = "64",
            ["Sync__RetryBaseDelay"] = "00:00:00.3",
            ["Sync__RetryMaxDelay"] = "00:00:02",
            ["Sync__LimitProbeInterval"] = "00:00:02",
            ["Salesforce__AttemptTimeout"] = FaultInjection.Timeout.ToString("c"),
        });
        await using var watch = new PortalWatch(portal);
        var runs = cells.Select(c => new FaultRun(c, simulator, portal, watch, full)).ToList();
        try
        {
            foreach (var run in runs)
            {
                await run.PrepareAsync(cancellationToken);
            }

            await portal.StartAsync(cancellationToken);
            watch.Start();
            var results = new ConcurrentDictionary<FaultCell, FaultResult>();
            await Parallel.ForEachAsync(
                runs.Zip(cells),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (run, token) => results[run.Second] = await run.First.RunAsync(token));
            return results;
        }
        finally
        {
            foreach (var run in runs)
            {
                await run.DisposeAsync();
            }
        }
    }

    // What falls short stands last, beside the verdict.
    private static bool FallsShort(IReadOnlyDictionary<FaultCell, FaultResult> results, FaultCell cell) => results.TryGetValue(cell, out var result) && result.Complaint is not null;

    private static string[] Row(FaultResult result) =>
    [
        .. Names(result.Cell), $"{result.Cell.Expected}", $"{result.Events}", $"{result.Lost}", $"{result.Doubled}",
        result.Log, $"{result.Seconds:0.0}", result.Complaint ?? "as expected",
    ];

    private static string[] Absent(FaultCell cell) =>
        [.. Names(cell), "", "", "", "", "", "", $"not applicable: {cell.NotApplicable}"];

    private static string[] Names(FaultCell cell) =>
        [$"{cell.Step}", $"{cell.Kind}", cell.SeesAll ? "all" : "little", cell.WholeMinutes ? "minutes" : "seconds", cell.Marker ? "yes" : "no"];
}
