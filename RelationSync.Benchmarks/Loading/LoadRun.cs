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
        await WaitAsync(reader, cancellationToken);

        var events = new List<(string, DateTimeOffset, bool)>();
        foreach (var org in orgs)
        {
            events.AddRange(await simulator.EventsAsync(org.Name, cancellationToken));
        }

        var (fewestPushes, dropped) = await viewers.CountAsync();
        return new LoadResult(
            plan, expected.Operations, expected.Events, expected.Compare(events), await SlowestAsync(reader, cancellationToken), samples, portal.PeakMiB, cores, fewestPushes, dropped);
    }

    private async Task<List<SimulatedOrg>> OrgsAsync(SimulatorProcess simulator, CancellationToken cancellationToken)
    {
        var orgs = new List<SimulatedOrg>();
        for (var i = 0; i < plan.Orgs; i++)
        {
            var org = await simulator.CreateOrgAsync(
                new JsonObject
                {
                    ["name"] = $"load{i}", ["marker_field"] = true, ["daily_limit"] = 10_000_000,
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

    /// <summary>Until nothing is held or on the way any more but halves, which wait for longer than we do.</summary>
    private static async Task WaitAsync(HttpClient reader, CancellationToken cancellationToken)
    {
        var (since, quiet) = (Stopwatch.GetTimestamp(), 0);
        for (var before = -1L; quiet < 10 && Stopwatch.GetElapsedTime(since) < LongestWait;)
        {
            await Task.Delay(TimeSpan.FromSeconds(3), cancellationToken);
            var left = 0L;
            foreach (var connection in (await reader.GetFromJsonAsync<JsonElement>("/api/v1/connections", cancellationToken)).EnumerateArray())
            {
                left += connection.GetProperty("pending").GetInt64();
            }

            quiet = left == before ? quiet + 1 : 0;
            before = left;
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
