using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Programs;

/// <summary>
/// Trigger to Event at low load: an action every 17 seconds for ten minutes at default settings, to a portal that wakes drains when
/// something is due and, in the same run, to one that leaves all to the tick. The short form holds actions for a third of the time.
/// </summary>
internal sealed class Latency : IBenchmark
{
    private const string Waking = "waking";
    private const string Ticking = "ticking";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string[] Families = ["mail", "record", "line"];

    /// <summary>What the wake interval, its linger and a drain may add to a hold.</summary>
    private static readonly TimeSpan MostAdded = TimeSpan.FromSeconds(30);

    private static readonly Dictionary<string, (double Median, double P95)> Goals = new()
    {
        ["mail"] = (68, 75),
        ["record"] = (40, 45),
        ["line"] = (40, 45),
    };

    public string Name => "latency";

    public string Shows => "trigger to Event at low load, by kind of action, woken when due and by the tick alone (a minute / ten minutes)";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        var holds = full ? (Send: TimeSpan.FromSeconds(60), Reorder: TimeSpan.FromSeconds(30)) : (Send: TimeSpan.FromSeconds(20), Reorder: TimeSpan.FromSeconds(10));
        await using var simulator = await SimulatorProcess.StartAsync(cancellationToken);
        var portals = new List<(string Name, PortalProcess Portal)>();
        try
        {
            foreach (var name in full ? [Waking, Ticking] : new[] { Waking })
            {
                portals.Add((name, await StartAsync(simulator, name, holds, cancellationToken)));
            }

            var (actions, every) = full ? (36, TimeSpan.FromSeconds(17)) : (6, TimeSpan.FromSeconds(4));
            for (var i = 0; i < actions; i++)
            {
                foreach (var (name, portal) in portals)
                {
                    var status = await portal.PostAsync(name, Operations(Families[i % Families.Length], i), cancellationToken);
                    _ = status == 202 ? 0 : throw new InvalidOperationException($"The intake answered {status}.\n{portal.LastWords}");
                }

                await Task.Delay(every, cancellationToken);
            }

            var rows = new List<IReadOnlyList<string>>();
            var (allHold, figures) = (true, new List<string>());
            foreach (var (name, portal) in portals)
            {
                var latencies = await LatenciesAsync(portal, actions, cancellationToken);
                var calls = await simulator.CountCallsAsync(name, cancellationToken);
                foreach (var family in Families)
                {
                    var sorted = latencies.GetValueOrDefault(family, []);
                    var (median, p95) = (At(sorted, .5), At(sorted, .95));
                    var hold = family == "mail" ? holds.Send : holds.Reorder;
                    var meets = sorted.Count == actions / Families.Length
                        && (full ? median <= Goals[family].Median && p95 <= Goals[family].P95 : p95 <= (hold + MostAdded).TotalSeconds);
                    allHold &= name != Waking || meets;
                    rows.Add([name, family, $"{sorted.Count}", $"{hold.TotalSeconds:0}", $"{median:0.0}", $"{p95:0.0}", name != Waking ? "" : meets ? "yes" : "NO", $"{calls}"]);
                    figures.Add(name == Waking ? $"{family} {median:0} / {p95:0} s" : "");
                }
            }

            return new Verdict(
                allHold,
                "p50 / p95: " + string.Join(", ", figures.Where(f => f.Length > 0)),
                ["portal", "kind", "actions", "hold, s", "p50, s", "p95, s", "goal met", "calls in all"],
                rows);
        }
        finally
        {
            foreach (var (_, portal) in portals)
            {
                await portal.DisposeAsync();
            }
        }
    }

    private static async Task<PortalProcess> StartAsync(
        SimulatorProcess simulator, string name, (TimeSpan Send, TimeSpan Reorder) holds, CancellationToken cancellationToken)
    {
        var org = await simulator.CreateOrgAsync(
            new JsonObject
            {
                ["name"] = name,
                ["marker_field"] = true,
                ["types"] = new JsonArray("メール", "応対メモ", "LINE"),
                ["latency"] = new JsonObject { ["per_call_ms"] = 150, ["per_record_ms"] = 5 },
            },
            cancellationToken);
        foreach (var records in Samples.Records(100, contacts: true, leads: false))
        {
            await simulator.AddRecordsAsync(name, records, cancellationToken);
        }

        var portal = new PortalProcess(new Dictionary<string, string>
        {
            ["Sync__SendCancelGrace"] = holds.Send.ToString("c", CultureInfo.InvariantCulture),
            ["Sync__ReorderGrace"] = holds.Reorder.ToString("c", CultureInfo.InvariantCulture),
            ["Worker__WakeInterval"] = name == Ticking ? "00:00:00" : "00:00:15",
        });
        portal.Connect(name, org);
        await portal.StartAsync(cancellationToken);
        return portal;
    }

    /// <summary>Seconds from trigger to Event, by channel, sorted.</summary>
    private static async Task<Dictionary<string, List<double>>> LatenciesAsync(PortalProcess portal, int actions, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        List<JsonElement> synced;
        while ((synced = await portal.ListAsync("actions?status=synced", cancellationToken)).Count < actions && TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }

        return synced.GroupBy(a => a.GetProperty("channel").GetString()!).ToDictionary(
            g => g.Key,
            g => g.Select(a => (a.GetProperty("synced_at").GetDateTimeOffset() - a.GetProperty("trigger_at").GetDateTimeOffset()).TotalSeconds).Order().ToList());
    }

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];

    private static IEnumerable<string> Operations(string channel, int number)
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = $"{channel}{number}";
        return channel switch
        {
            "mail" => [Samples.Message(id, number, phone: false, now)],
            "record" =>
            [
                Operation(id, "memo.recorded", channel, now, new JsonObject
                {
                    ["subject"] = id,
                    ["body"] = Samples.Body,
                    ["responded_at"] = Time(now.AddMinutes(-5)),
                    ["duration_minutes"] = 5,
                    ["addressees"] = new JsonArray(new JsonObject { ["contact"] = new JsonObject { ["default_email"] = Samples.Email(number), ["default_phone"] = Samples.Phone(number) } }),
                }),
            ],
            _ =>
            [
                Operation(id, "chat.opened", channel, now.AddMilliseconds(-200), []),
                Operation(id, "chat.message_sent", channel, now.AddMilliseconds(-100), new JsonObject { ["text"] = "はい" }),
                Operation(id, "chat.closed", channel, now, new JsonObject
                {
                    ["subject"] = id,
                    ["bubbles"] = new JsonArray(new JsonObject { ["at"] = Time(now), ["author"] = "山田", ["text"] = "在庫はありますか" }),
                    ["contacts"] = new JsonArray(new JsonObject { ["default_email"] = Samples.Email(number), ["default_phone"] = Samples.Phone(number), ["group_member"] = false }),
                }),
            ],
        };
    }

    private static string Operation(string id, string type, string channel, DateTimeOffset at, JsonObject data) => new JsonObject
    {
        ["id"] = $"{id}/{type}",
        ["type"] = type,
        ["channel"] = channel,
        ["activity_id"] = id,
        ["occurred_at"] = Time(at),
        ["operator"] = new JsonObject { ["email"] = Samples.Operator },
        ["data"] = data,
    }.ToJsonString();

    private static string Time(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);
}
