using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Loading;

/// <summary>One plan carried out: a simulator with its orgs, a portal, browsers, callers; then the counting.</summary>
internal sealed class LoadRun(LoadPlan plan)
{
    // R-T12 and a little, for what was posted last.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(7);

    public async Task<LoadResult> RunAsync(CancellationToken cancellationToken)
    {
        await using var simulator = await SimulatorProcess.StartAsync(cancellationToken);
        var orgs = await OrgsAsync(simulator, cancellationToken);
        await using var portal = await PortalFleet.StartAsync(plan.Inboxes, orgs, plan.Settings, cancellationToken);
        await using var viewers = await Viewers.OpenAsync(portal, plan.Viewers);
        using var reader = await portal.SignInAsync(cancellationToken);
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(1) };
        var expected = new Expected();
        var samples = new ProcessSamples();
        using var measuring = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sampling = samples.TakeAsync(portal, measuring.Token);
        var (started, processor) = (Stopwatch.GetTimestamp(), portal.Processor);
        await Task.WhenAll(Enumerable.Range(0, plan.Inboxes)
            .Select(i => new InboxTraffic(portal, http, i, plan.PerSecond / plan.Inboxes, expected).RunAsync(plan.Lasts, cancellationToken)));
        var cores = (portal.Processor - processor) / Stopwatch.GetElapsedTime(started);
        await measuring.CancelAsync();
        await sampling;
        var events = await EventsAsync(simulator, orgs, expected.Events, cancellationToken);
        var (fewestPushes, dropped) = await viewers.CountAsync();
        return new LoadResult(
            plan, expected.Operations, expected.SentAgain, expected.Events, expected.Compare(events), await SlowestAsync(reader, cancellationToken), samples, portal.PeakMiB, cores, fewestPushes, dropped);
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
    private static async Task<double> SlowestAsync(HttpClient reader, CancellationToken cancellationToken)
    {
        var slowest = 0.0;
        for (var after = ""; after is not null;)
        {
            var page = await reader.GetFromJsonAsync<JsonElement>($"/api/v1/actions?status=synced&limit=1000{(after.Length == 0 ? "" : "&after=" + Uri.EscapeDataString(after))}", cancellationToken);
            foreach (var action in page.GetProperty("items").EnumerateArray())
            {
                slowest = Math.Max(slowest, (action.GetProperty("synced_at").GetDateTimeOffset() - action.GetProperty("trigger_at").GetDateTimeOffset()).TotalSeconds);
            }

            after = page.GetProperty("next") is { ValueKind: not JsonValueKind.Null } next ? next.ToString() : null;
        }

        return slowest;
    }
}
