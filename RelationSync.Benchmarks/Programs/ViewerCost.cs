using System.Diagnostics;
using System.Text.Json.Nodes;
using RelationSync.Benchmarks.Harness;
using RelationSync.Benchmarks.Loading;

namespace RelationSync.Benchmarks.Programs;

/// <summary>What open dashboards cost the portal while actions come in: memory and processor a viewer, beside the same portal without any.</summary>
internal sealed class ViewerCost : IBenchmark
{
    private const string Inbox = "viewers";

    /// <summary>Of an MiB, and of a core in percent.</summary>
    private const double MostMiB = 1;

    /// <inheritdoc cref="MostMiB"/>
    private const double MostPercent = 0.1;

    public string Name => "viewers";

    public string Shows => "memory and CPU of an open dashboard, while an action comes in every second (4 / 100 viewers)";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        var (count, lasts) = full ? (100, TimeSpan.FromMinutes(2)) : (4, TimeSpan.FromSeconds(15));
        await using var simulator = await SimulatorProcess.StartAsync(cancellationToken);
        // What the runtime compiles while a hundred pages open would count as theirs.
        using var published = full ? await PublishedPortal.PublishAsync(cancellationToken) : null;
        await using var portal = new PortalProcess(PortalProcess.WithoutHolds, program: published?.Folder);
        portal.Connect(Inbox, await simulator.CreateOrgAsync(new JsonObject { ["name"] = Inbox, ["marker_field"] = true }, cancellationToken));
        await portal.StartAsync(cancellationToken);
        await using (await Viewers.OpenAsync(portal, 1))
        {
            // All that the first page loads and compiles.
        }

        var without = await PercentAsync(portal, "a", lasts, cancellationToken);
        var alone = portal.MiB; // with all that the actions themselves take
        await using var viewers = await Viewers.OpenAsync(portal, count);
        var with = await PercentAsync(portal, "b", lasts, cancellationToken);
        var mebibytes = (double)(portal.MiB - alone) / count;
        var percent = (with - without) / count;
        var (fewest, dropped) = await viewers.CountAsync();
        return new Verdict(
            dropped == 0 && fewest > 0 && (!full || (mebibytes <= MostMiB && percent <= MostPercent)),
            $"{mebibytes:0.0} MiB and {percent:0.00} % of a core a viewer at {count}",
            ["viewers", "MiB without", "MiB with", "MiB a viewer", "% of a core without", "with", "a viewer", "fewest pushes", "dropped"],
            [[$"{count}", $"{alone}", $"{portal.MiB}", $"{mebibytes:0.00}", $"{without:0.0}", $"{with:0.0}", $"{percent:0.00}", $"{fewest}", $"{dropped}"]]);
    }

    /// <summary>Of one core, while an action comes in every second.</summary>
    private static async Task<double> PercentAsync(PortalProcess portal, string prefix, TimeSpan lasts, CancellationToken cancellationToken)
    {
        var (began, processor) = (Stopwatch.GetTimestamp(), portal.Processor);
        for (var i = 0; Stopwatch.GetElapsedTime(began) < lasts; i++)
        {
            await portal.PostAsync(Inbox, [Samples.Message($"{prefix}{i}", i, false, TimeProvider.System.GetUtcNow())], cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }

        return 100 * (portal.Processor - processor) / Stopwatch.GetElapsedTime(began);
    }
}
