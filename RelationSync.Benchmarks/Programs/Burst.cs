using System.Diagnostics;
using System.Text.Json.Nodes;
using RelationSync.Benchmarks.Harness;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Connections;

namespace RelationSync.Benchmarks.Programs;

/// <summary>A burst of one org at 150 ms a call and 5 ms a record: is the last Event inside five minutes?</summary>
internal sealed class Burst : IBenchmark
{
    private const double SlaSeconds = 300;

    public string Name => "burst";

    public string Shows => "a burst of one org under simulated latency: seconds to the last Event, share inside the SLA, peak memory";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        var actions = full ? 100_000 : 10_000;
        await using var simulator = await SimulatorProcess.StartAsync(cancellationToken);
        var org = await simulator.CreateOrgAsync(
            new JsonObject
            {
                ["name"] = "burst",
                ["marker_field"] = true,
                ["latency"] = new JsonObject { ["per_call_ms"] = 150, ["per_record_ms"] = 5 },
            },
            cancellationToken);
        foreach (var records in Samples.Records(20_000, contacts: true, leads: false))
        {
            await simulator.AddRecordsAsync("burst", records, cancellationToken);
        }

        await using var outbox = await Outbox.CreateAsync(cancellationToken);
        var inbox = await outbox.ConnectAsync(org, TargetKind.Both, linkOpportunities: true, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        await outbox.PostAsync(inbox, Enumerable.Range(0, actions).Select(i => Samples.Message($"b{i}", i % 20_000, false, TimeProvider.System.GetUtcNow())), cancellationToken);
        var taken = Stopwatch.GetElapsedTime(started);
        var drained = Stopwatch.GetTimestamp();
        while (await outbox.CountAsync(ActionStatus.Synced, cancellationToken) < actions && Stopwatch.GetElapsedTime(drained) < TimeSpan.FromMinutes(15))
        {
            await outbox.DrainAsync(cancellationToken);
        }

        var seconds = Stopwatch.GetElapsedTime(drained).TotalSeconds;
        var latencies = await outbox.LatenciesAsync(cancellationToken);
        latencies.Sort();
        var inside = 100.0 * latencies.Count(s => s <= SlaSeconds) / actions;
        var events = (await simulator.SubjectsAsync("burst", cancellationToken)).Count;
        var calls = await simulator.CountCallsAsync("burst", cancellationToken);
        var peak = Process.GetCurrentProcess().PeakWorkingSet64 / 1024 / 1024;
        return new Verdict(
            inside >= 100 && events == actions && latencies.Count == actions,
            $"{actions:N0} actions, {events:N0} Events, the last after {latencies[^1]:0} s, {inside:0.##} % inside five minutes, {calls} calls, {peak} MiB at the peak",
            ["actions", "taken in, s", "drained in, s", "p50, s", "p99, s", "last, s", "inside 5 min", "calls", "peak MiB"],
            [[$"{actions:N0}", $"{taken.TotalSeconds:0}", $"{seconds:0}", $"{At(latencies, .5):0}", $"{At(latencies, .99):0}", $"{latencies[^1]:0}", $"{inside:0.##} %", $"{calls}", $"{peak}"]]);
    }

    private static double At(List<double> sorted, double share) => sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
}
