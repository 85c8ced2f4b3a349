using System.Diagnostics;
using System.Text.Json.Nodes;
using RelationSync.Benchmarks.Harness;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Connections;

namespace RelationSync.Benchmarks.Programs;

/// <summary>The same mails by the product and by two scripts that a user would write instead, against one simulator at 150 ms a call and 5 ms a record.</summary>
internal sealed class Peers : IBenchmark
{
    private const int Mails = 10_000;

    /// <summary>Of whom each has five mails, as in <see cref="Burst"/>.</summary>
    private const int Customers = Mails / 5;

    /// <summary>Mails that the drain has done before it is measured: a portal has run for weeks. They are to customers of their own.</summary>
    private const int WarmUp = 5000;
    private const int MostCalls = 12;

    /// <summary>Of the good script's.</summary>
    private const double MostSeconds = 1.0;

    /// <inheritdoc cref="MostSeconds"/>
    private const double MostProcessor = 4.0;

    public string Name => "peers";

    public string Shows => "the same 10,000 mails by RelationSync and by two scripts on npm jsforce (one call after another; batched): calls, seconds, CPU";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        var scripts = await PeerScripts.InstallAsync(cancellationToken);
        await using var simulator = await SimulatorProcess.StartAsync(cancellationToken);
        var few = full ? 200 : 20;
        var naive = await ScriptAsync("naive", few);
        var batched = await ScriptAsync("batched", Mails);
        var ours = await DrainAsync(simulator, cancellationToken);
        var holds = ours.Events == Mails && batched.Events == Mails && ours.Calls <= MostCalls
            && (!full || (ours.Seconds <= MostSeconds * batched.Seconds && ours.Processor <= MostProcessor * batched.Processor));
        return new Verdict(
            holds,
            $"{ours.Calls} calls, {ours.Seconds / batched.Seconds:0.00} × the seconds and {ours.Processor / batched.Processor:0.0} × the CPU of a good script",
            ["by", "mails", "Events", "calls", "calls per 10,000", "seconds", "seconds per 10,000", "CPU s"],
            [Row("RelationSync", Mails, ours), Row("a batched script", Mails, batched), Row("one call after another", few, naive)]);

        async Task<Figures> ScriptAsync(string name, int mails)
        {
            var org = await OrgAsync(simulator, name, cancellationToken);
            var took = await scripts.RunAsync($"{name}.mjs", org, Enumerable.Range(0, mails).Select(i => i % Customers), cancellationToken);
            return new Figures(took.Seconds, took.Processor, await simulator.CountCallsAsync(name, cancellationToken), await EventsAsync(simulator, org, cancellationToken));
        }
    }

    private static async Task<Figures> DrainAsync(SimulatorProcess simulator, CancellationToken cancellationToken)
    {
        const string Name = "relationsync";
        var org = await OrgAsync(simulator, Name, cancellationToken);
        await using var outbox = await Outbox.CreateAsync(cancellationToken);
        var inbox = await outbox.ConnectAsync(org, TargetKind.Both, linkOpportunities: true, cancellationToken);
        await PostAsync("w", WarmUp, Customers);
        await outbox.DrainAsync(cancellationToken);
        await PostAsync("m", Mails, 0);
        var warm = await EventsAsync(simulator, org, cancellationToken);
        await simulator.ResetCallsAsync(Name, cancellationToken);

        using var process = Process.GetCurrentProcess();
        var (began, processor) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        await outbox.DrainAsync(cancellationToken);
        process.Refresh();
        var took = new Figures(
            Stopwatch.GetElapsedTime(began).TotalSeconds, (process.TotalProcessorTime - processor).TotalSeconds, await simulator.CountCallsAsync(Name, cancellationToken), 0);
        var synced = await outbox.CountAsync(ActionStatus.Synced, cancellationToken) - WarmUp;
        return took with { Events = Math.Min(synced, await EventsAsync(simulator, org, cancellationToken) - warm) };

        Task PostAsync(string prefix, int count, int firstCustomer) => outbox.PostAsync(
            inbox,
            Enumerable.Range(0, count).Select(i => Samples.Message($"{prefix}{i}", firstCustomer + (i % Customers), false, TimeProvider.System.GetUtcNow())),
            cancellationToken);
    }

    private static async Task<SimulatedOrg> OrgAsync(SimulatorProcess simulator, string name, CancellationToken cancellationToken)
    {
        var org = await simulator.CreateOrgAsync(
            new JsonObject
            {
                ["name"] = name,
                ["marker_field"] = true,
                ["types"] = new JsonArray("メール"),
                ["latency"] = new JsonObject { ["per_call_ms"] = 150, ["per_record_ms"] = 5 },
            },
            cancellationToken);
        foreach (var records in Samples.Records(2 * Customers, contacts: true, leads: false))
        {
            await simulator.AddRecordsAsync(name, records, cancellationToken);
        }

        await simulator.ResetCallsAsync(name, cancellationToken);
        return org;
    }

    private static async Task<int> EventsAsync(SimulatorProcess simulator, SimulatedOrg org, CancellationToken cancellationToken) =>
        (await simulator.SubjectsAsync(org.Name, cancellationToken)).Count;

    private static string[] Row(string by, int mails, Figures took) =>
    [
        by, $"{mails:N0}", $"{took.Events:N0}", $"{took.Calls:N0}", $"{took.Calls * (10_000.0 / mails):N0}", $"{took.Seconds:0.0}", $"{took.Seconds * (10_000.0 / mails):0.0}", $"{took.Processor:0.00}",
    ];

    private sealed record Figures(double Seconds, double Processor, int Calls, int Events);
}
