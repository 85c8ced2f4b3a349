using System.Diagnostics;
using System.Text.Json.Nodes;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Programs;

/// <summary>Durable operations a second through the real endpoint, beside raw prepared inserts of the same bytes into the same engine.</summary>
internal sealed class Intake : IBenchmark
{
    private const string Inbox = "intake";
    private const int PerRequest = 500;
    private const int Callers = 4;
    private const int Singles = 1000;
    private const double LeastShare = 0.02;

    public string Name => "intake";

    public string Shows => "durable operations a second beside raw prepared inserts in the same run, on SQLite and on PostgreSQL";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        var operations = full ? 200_000 : 20_000;
        var now = TimeProvider.System.GetUtcNow();
        var payloads = Enumerable.Range(0, operations).Select(i => Samples.Message($"i{i}", i, false, now)).ToArray();
        await using var simulator = await SimulatorProcess.StartAsync(cancellationToken);
        await using var stores = await StoreTargets.StartAsync(cancellationToken);
        var results = new List<Result>();
        foreach (var store in stores.All)
        {
            results.Add(await RunAsync(simulator, store, payloads, cancellationToken));
        }

        return new Verdict(
            new Checks([.. results.Select(r => ($"{r.Engine}: {LeastShare:0.00} of raw inserts", r.Share >= LeastShare))]),
            string.Join("; ", results.Select(r => $"{r.Engine}: {r.Ours:N0} durable operations a second over HTTP, {r.Share:0.00} of raw inserts, {r.Peak} MiB at the peak")) + stores.NotShown,
            ["engine", "operations", "a request", "callers", "ours, /s", "raw inserts, /s", "ratio", "peak MiB", $"the sync costs × at {PerRequest} a commit", "at 1"],
            [.. results.Select(r => (IReadOnlyList<string>)[r.Engine, $"{operations:N0}", $"{PerRequest}", $"{Callers}", $"{r.Ours:N0}", $"{r.Raw:N0}", $"{r.Share:0.00}", $"{r.Peak}", $"{r.CostOfMany:0.00}", $"{r.CostOfOne:0.00}"])]);
    }

    private static async Task<Result> RunAsync(SimulatorProcess simulator, StoreTarget store, string[] payloads, CancellationToken cancellationToken)
    {
        await using var portal = new PortalProcess(new Dictionary<string, string>(PortalProcess.WithoutHolds) { ["Worker__DrainInterval"] = "01:00:00", ["Worker__WakeInterval"] = "00:00:00" }, store: store);
        portal.Connect(Inbox, await simulator.CreateOrgAsync(new JsonObject { ["name"] = Inbox, ["marker_field"] = true }, cancellationToken));
        await portal.StartAsync(cancellationToken);
        await PostAllAsync(portal, [.. payloads[..PerRequest].Select(p => p.Replace("\"i", "\"w", StringComparison.Ordinal))], cancellationToken);

        var before = RawInserts.Measure(store, payloads, isSynced: true, PerRequest);
        var started = Stopwatch.GetTimestamp();
        await PostAllAsync(portal, payloads, cancellationToken);
        var ours = payloads.Length / Stopwatch.GetElapsedTime(started).TotalSeconds;
        var raw = (before + RawInserts.Measure(store, payloads, isSynced: true, PerRequest)) / 2;
        var few = payloads[..Singles];
        return new Result(
            store.Engine, ours, raw, portal.PeakMiB, RawInserts.Measure(store, payloads, isSynced: false, PerRequest) / raw,
            RawInserts.Measure(store, few, isSynced: false, 1) / RawInserts.Measure(store, few, isSynced: true, 1));
    }

    private static async Task PostAllAsync(PortalProcess portal, string[] payloads, CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(
            payloads.Chunk(PerRequest),
            new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellationToken },
            async (operations, token) =>
            {
                if (await portal.PostAsync(Inbox, operations, token) is var status and not 202)
                {
                    throw new InvalidOperationException($"The intake answered {status}.\n{portal.LastWords}");
                }
            });
    }

    /// <param name="Ours">Operations a second.</param>
    /// <param name="Raw">Rows a second.</param>
    /// <param name="CostOfMany">How many times as many raw inserts a second there are where commits aren't synced.</param>
    /// <param name="CostOfOne">The same with one row a commit.</param>
    private sealed record Result(string Engine, double Ours, double Raw, long Peak, double CostOfMany, double CostOfOne)
    {
        public double Share => Ours / Raw;
    }
}
