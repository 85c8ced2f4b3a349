using System.Diagnostics;
using System.Text.Json.Nodes;
using RelationSync.Benchmarks.Harness;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Connections;

namespace RelationSync.Benchmarks.Programs;

/// <summary>A burst of one org at 150 ms a call and 5 ms a record, on each engine: is the last Event inside five minutes?</summary>
internal sealed class Burst : IBenchmark
{
    private const double SlaSeconds = 300;
    private const int Customers = 20_000;

    public string Name => "burst";

    public string Shows => "a burst of one org under simulated latency, on SQLite and on PostgreSQL: seconds to the last Event, share inside the SLA, peak memory";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        var actions = full ? 100_000 : 10_000;
        await using var simulator = await SimulatorProcess.StartAsync(cancellationToken);
        await using var stores = await StoreTargets.StartAsync(cancellationToken);
        var results = new List<Result>();
        foreach (var store in stores.All)
        {
            results.Add(await RunAsync(simulator, store, actions, cancellationToken));
        }

        return new Verdict(
            new Checks([.. results.SelectMany(r => r.Checks)]),
            string.Join("; ", results.Select(r => r.Figures)) + stores.NotShown,
            ["engine", "actions", "taken in, s", "drained in, s", "p50, s", "p99, s", "last, s", "inside 5 min", "calls", "peak MiB"],
            [.. results.Select(r => r.Row)]);
    }

    private static async Task<Result> RunAsync(SimulatorProcess simulator, StoreTarget store, int actions, CancellationToken cancellationToken)
    {
        var name = "burst-" + store.Engine;
        var org = await simulator.CreateOrgAsync(
            new JsonObject
            {
                ["name"] = name,
                ["marker_field"] = true,
                ["latency"] = new JsonObject { ["per_call_ms"] = 150, ["per_record_ms"] = 5 },
            },
            cancellationToken);
        foreach (var records in Samples.Records(Customers, contacts: true, leads: false))
        {
            await simulator.AddRecordsAsync(name, records, cancellationToken);
        }

        await using var outbox = await Outbox.CreateAsync(cancellationToken, store);
        var inbox = await outbox.ConnectAsync(org, TargetKind.Both, linkOpportunities: true, cancellationToken);
        await using var peak = PeakMemory.Watch();
        var started = Stopwatch.GetTimestamp();
        await outbox.PostAsync(inbox, Enumerable.Range(0, actions).Select(i => Samples.Message($"b{i}", i % Customers, false, TimeProvider.System.GetUtcNow())), cancellationToken);
        var taken = Stopwatch.GetElapsedTime(started);
        var drained = Stopwatch.GetTimestamp();
        while (await outbox.CountAsync(ActionStatus.Synced, cancellationToken) < actions && Stopwatch.GetElapsedTime(drained) < TimeSpan.FromMinutes(15))
        {
            await outbox.DrainAsync(cancellationToken);
        }

        var seconds = Stopwatch.GetElapsedTime(drained);
        return new Result(
            store.Engine, actions, (await simulator.SubjectsAsync(name, cancellationToken)).Count, [.. (await outbox.LatenciesAsync(cancellationToken)).Order()], taken, seconds,
            await simulator.CountCallsAsync(name, cancellationToken), peak.MiB);
    }

    private sealed record Result(string Engine, int Actions, int Events, List<double> Latencies, TimeSpan Taken, TimeSpan Drained, int Calls, long Peak)
    {
        public IReadOnlyList<(string, bool)> Checks =>
        [
            ($"{Engine}: all synced, each inside five minutes", Latencies.Count == Actions && Latencies.TrueForAll(s => s <= SlaSeconds)),
            ($"{Engine}: one Event an action", Events == Actions),
        ];

        public string Figures => $"{Engine}: {Actions:N0} actions, {Events:N0} Events, the last after {At(1):0} s, {Inside} inside five minutes, {Calls} calls, {Peak} MiB at the peak";

        public IReadOnlyList<string> Row =>
            [Engine, $"{Actions:N0}", $"{Taken.TotalSeconds:0}", $"{Drained.TotalSeconds:0}", $"{At(.5):0}", $"{At(.99):0}", $"{At(1):0}", Inside, $"{Calls}", $"{Peak}"];

        private string Inside => $"{100.0 * Latencies.Count(s => s <= SlaSeconds) / Actions:0.##} %";

        private double At(double share) => Latencies.ElementAtOrDefault(Math.Min(Latencies.Count - 1, (int)(Latencies.Count * share)));
    }
}
