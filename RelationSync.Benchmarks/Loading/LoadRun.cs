using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Loading;

/// <summary>One plan carried out: a simulator with its orgs, a portal, browsers, callers; then the counting.</summary>
internal sealed class LoadRun(LoadPlan plan)
{
    private const int Seed = 20261125;

    // R-T12 and a little, for what was posted last.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(7);

    public async Task<LoadResult> RunAsync(CancellationToken cancellationToken)
    {
        await using var simulator = await SimulatorProcess.StartAsync(cancellationToken);
        var orgs = await OrgsAsync(simulator, cancellationToken);
        await using var portal = new PortalProcess(plan.Settings);
        var inboxes = Enumerable.Range(0, plan.Inboxes).Select(i => string.Create(CultureInfo.InvariantCulture, $"inbox-{i}")).ToList();
        foreach (var (i, inbox) in inboxes.Index())
        {
            portal.Connect(inbox, orgs[i % orgs.Count]); // those of one org share its authorisation
        }

        await portal.StartAsync(cancellationToken);
        await using var viewers = await Viewers.OpenAsync(portal, plan.Viewers);
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(1) };
        var expected = new Expected();
        var samples = new ProcessSamples();
        using var measuring = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sampling = samples.TakeAsync(portal, measuring.Token);
        var (started, processor) = (Stopwatch.GetTimestamp(), portal.Processor);
        await Task.WhenAll(inboxes.Select((inbox, i) =>
            new InboxTraffic(portal, http, inbox, new Random(Seed + i), plan.PerSecond / plan.Inboxes, expected).RunAsync(plan.Lasts, cancellationToken)));
        var cores = (portal.Processor - processor) / Stopwatch.GetElapsedTime(started);
        await measuring.CancelAsync();
        await sampling;
        var events = await EventsAsync(simulator, orgs, expected.Events, cancellationToken);
        var (fewestPushes, dropped) = await viewers.CountAsync();
        return new LoadResult(
            plan, expected.Operations, expected.SentAgain, expected.Events, expected.Compare(events), await SlowestAsync(portal, cancellationToken), samples, portal.PeakMiB, cores, fewestPushes, dropped);
    }

    private async Task<List<SimulatedOrg>> OrgsAsync(SimulatorProcess simulator, CancellationToken cancellationToken)
    {
        var orgs = new List<SimulatedOrg>();
        for (var i = 0; i < plan.Orgs; i++)
        {
            var org = await simulator.CreateOrgAsync(
                new JsonObject
                {
                    ["name"] = $"load{i}",
                    ["marker_field"] = true,
                    ["daily_limit"] = 10_000_000,
                    ["latency"] = new JsonObject { ["per_call_ms"] = 150, ["per_record_ms"] = 5 },
                },
                cancellationToken);
            foreach (var records in Samples.Records(2000, contacts: true, leads: false))
            {
                await simulator.AddRecordsAsync(org.Name, records, cancellationToken);
            }

            orgs.Add(org);
        }

        return orgs;
    }

    /// <summary>Every Event made, once as many stand as have to, or nothing more can be hoped for.</summary>
    private static async Task<List<(string Subject, DateTimeOffset CreatedAt, bool Stands)>> EventsAsync(
        SimulatorProcess simulator, IReadOnlyList<SimulatedOrg> orgs, int wanted, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            var events = new List<(string, DateTimeOffset, bool Stands)>();
            foreach (var org in orgs)
            {
                events.AddRange(await simulator.EventTimesAsync(org.Name, cancellationToken));
            }

            if (events.Count(e => e.Stands) >= wanted || Stopwatch.GetElapsedTime(since) > LongestWait)
            {
                return events;
            }

            await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken);
        }
    }

    /// <summary>The longest that an action took by what the portal itself says, in seconds.</summary>
    private static async Task<double> SlowestAsync(PortalProcess portal, CancellationToken cancellationToken) =>
        (await portal.ListAsync("actions?status=synced", cancellationToken))
            .Select(a => (a.GetProperty("synced_at").GetDateTimeOffset() - a.GetProperty("trigger_at").GetDateTimeOffset()).TotalSeconds)
            .DefaultIfEmpty().Max();
}
