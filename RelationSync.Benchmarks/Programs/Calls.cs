using System.Text.Json.Nodes;
using RelationSync.Benchmarks.Harness;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Connections;

namespace RelationSync.Benchmarks.Programs;

/// <summary>How many API calls 1,000 actions cost. Goal for e-mail keys: 2 cold and 1 warm, for up to 1,000 actions.</summary>
internal sealed class Calls : IBenchmark
{
    private static readonly int[] Sizes = [1, 10, 200, 1000, 10_000];

    public string Name => "calls";

    public string Shows => "API calls per 1,000 actions by batch size, cold and warm, targets, kind of key";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        await using var simulator = await SimulatorProcess.StartAsync(cancellationToken);
        var rows = new List<IReadOnlyList<string>>();
        var holds = true;
        foreach (var targets in new[] { TargetKind.Contact, TargetKind.Lead, TargetKind.Both })
        {
            foreach (var phone in new[] { false, true })
            {
                foreach (var size in full ? Sizes : Sizes.Where(s => s <= 1000 || (targets is TargetKind.Both && !phone)))
                {
                    var (cold, warm) = await MeasureAsync(simulator, targets, phone, size, cancellationToken);
                    var batches = Math.Ceiling(size / 1000.0);
                    var meets = phone || (cold <= 2 * batches && warm <= batches);
                    holds &= meets;
                    rows.Add([
                        targets.ToString().ToLowerInvariant(), phone ? "phone" : "e-mail", $"{size:N0}", $"{cold}", $"{warm}",
                        $"{cold * 1000.0 / size:0.##}", $"{warm * 1000.0 / size:0.##}", phone ? "" : meets ? "yes" : "NO"]);
                }
            }
        }

        return new Verdict(
            new Checks(("calls within the goal", holds)),
            "e-mail keys: 2 calls cold and 1 warm for up to 1,000 actions",
            ["targets", "keys", "actions", "calls cold", "calls warm", "cold per 1,000", "warm per 1,000", "goal met"],
            rows);
    }

    private static async Task<(int Cold, int Warm)> MeasureAsync(
        SimulatorProcess simulator, TargetKind targets, bool phone, int size, CancellationToken cancellationToken)
    {
        var name = $"{targets.ToString().ToLowerInvariant()}{(phone ? "p" : "e")}{size}";
        var org = await simulator.CreateOrgAsync(new JsonObject { ["name"] = name, ["marker_field"] = true, ["types"] = new JsonArray("メール", "SMS") }, cancellationToken);
        foreach (var records in Samples.Records(size + 1, targets is not TargetKind.Lead, targets is TargetKind.Lead))
        {
            await simulator.AddRecordsAsync(name, records, cancellationToken);
        }

        await using var outbox = await Outbox.CreateAsync(cancellationToken);
        var inbox = await outbox.ConnectAsync(org, targets, linkOpportunities: true, cancellationToken);

        // The first action of all learns what the org allows; its customer is nobody else's.
        await outbox.PostAsync(inbox, [Samples.Message("first", size, phone, Now)], cancellationToken);
        await outbox.DrainAsync(cancellationToken);
        var cold = await CountAsync("cold");
        var warm = await CountAsync("warm");
        return await outbox.CountAsync(ActionStatus.Synced, cancellationToken) == (2 * size) + 1
            ? (cold, warm)
            : throw new InvalidOperationException($"{name}: not every action was synced.");

        async Task<int> CountAsync(string round)
        {
            await simulator.ResetCallsAsync(name, cancellationToken);
            await outbox.PostAsync(inbox, Enumerable.Range(0, size).Select(i => Samples.Message($"{round}{i}", i, phone, Now)), cancellationToken);
            await outbox.DrainAsync(cancellationToken);
            return await simulator.CountCallsAsync(name, cancellationToken);
        }
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
}
