using System.Text.Json.Nodes;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Programs;

/// <summary>SIGKILL in the middle of drains, over and over: every action ends as exactly one Event, with and without the marker field (R-D1).</summary>
internal sealed class Kills : IBenchmark
{
    public string Name => "kills";

    public string Shows => "SIGKILL at random moments (20 / 300): lost, doubled";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        var kills = full ? 300 : 20;
        var withMarker = await KillAsync(true, kills / 2, 1000, cancellationToken);
        var without = await KillAsync(false, kills - (kills / 2), 1000, cancellationToken);
        var lost = withMarker.Lost + without.Lost;
        var doubled = withMarker.Doubled + without.Doubled;
        return new Verdict(
            lost == 0 && doubled == 0 && withMarker.Midway + without.Midway > 0,
            $"{kills} kills, {lost} lost, {doubled} doubled",
            ["marker field", "kills", "in the middle of a drain", "actions", "Events", "lost", "doubled"],
            [Row("yes", withMarker), Row("no", without)]);
    }

    /// <summary>Kills the portal that many times while it drains waves of actions.</summary>
    internal static async Task<KillCount> KillAsync(bool marker, int kills, int wave, CancellationToken cancellationToken)
    {
        var random = new Random(20261123);
        await using var simulator = await SimulatorProcess.StartAsync(cancellationToken);
        await using var portal = await PortalProcess.StartAsync(
            simulator, "kills", marker, "00:00:00.5", cancellationToken, new JsonObject { ["per_call_ms"] = 20, ["per_record_ms"] = 1 });
        foreach (var records in Samples.Records(200, contacts: true, leads: false))
        {
            await simulator.AddRecordsAsync("kills", records, cancellationToken);
        }

        var posted = 0;
        var midway = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            var before = (await simulator.SubjectsAsync("kills", cancellationToken)).Count;
            if (before >= posted - (wave / 2))
            {
                posted += await PostWaveAsync(portal, posted, wave, cancellationToken);
            }

            await WaitForAWriteAsync(simulator, before, cancellationToken);
            await Task.Delay(random.Next(0, 600), cancellationToken);
            await portal.KillAsync();
            var after = (await simulator.SubjectsAsync("kills", cancellationToken)).Count;
            midway += after < posted ? 1 : 0;
            await portal.StartAsync(cancellationToken);
        }

        await WaitUntilAllAreSyncedAsync(portal, posted, cancellationToken);
        var subjects = await simulator.SubjectsAsync("kills", cancellationToken);
        var distinct = subjects.Distinct(StringComparer.Ordinal).Count();
        return new KillCount(kills, midway, posted, subjects.Count, posted - distinct, subjects.Count - distinct);
    }

    private static async Task<int> PostWaveAsync(PortalProcess portal, int from, int wave, CancellationToken cancellationToken)
    {
        var at = TimeProvider.System.GetUtcNow();
        foreach (var chunk in Enumerable.Range(from, wave).Chunk(250))
        {
            var body = $"{{\"operations\":[{string.Join(',', chunk.Select(i => Samples.Message($"k{i}", i % 200, false, at)))}]}}";
            while (!await portal.PostAsync(body, cancellationToken))
            {
                await Task.Delay(200, cancellationToken); // a caller's retry: what was taken counts once
            }
        }

        return wave;
    }

    /// <summary>Until the next Event stands, or long enough for a drain that had nothing left to write.</summary>
    private static async Task WaitForAWriteAsync(SimulatorProcess simulator, int before, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 150 && (await simulator.SubjectsAsync("kills", cancellationToken)).Count == before; i++)
        {
            await Task.Delay(100, cancellationToken);
        }
    }

    private static async Task WaitUntilAllAreSyncedAsync(PortalProcess portal, int posted, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 300; i++)
        {
            if ((await portal.CountActionsAsync(cancellationToken)).GetValueOrDefault("synced") == posted)
            {
                return;
            }

            await Task.Delay(1000, cancellationToken);
        }
    }

    private static string[] Row(string marker, KillCount count) =>
        [marker, $"{count.Kills}", $"{count.Midway}", $"{count.Actions:N0}", $"{count.Events:N0}", $"{count.Lost}", $"{count.Doubled}"];
}
