using System.Diagnostics;
using System.Text.Json.Nodes;
using RelationSync.Benchmarks.Harness;
using RelationSync.Portal.Storage;

namespace RelationSync.Benchmarks.Programs;

/// <summary>
/// SIGKILL at random moments while callers post and drains write, over and over: what was acknowledged ends as exactly
/// one Event, and what was cancelled as none (R-D1, R-T4); with and without the marker field, where the user sees all or
/// little (R-D2), in orgs that keep whole minutes or seconds. <c>--engine PostgreSql</c>: the portals' stores are databases of a server of its own.
/// </summary>
internal sealed class Kills(IReadOnlyList<string> args) : IBenchmark
{
    public const int Customers = 200;
    private const int MostWait = 1000;
    private const int Seed = 20261123;
    private static readonly TimeSpan LongestQuiet = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LongestDoubt = TimeSpan.FromMinutes(13);
    private static readonly TimeSpan MostRetryDelay = TimeSpan.FromSeconds(4);
    private static readonly string[] SeesLittle = ["ManageUsers", "ModifyMetadata", "ViewAllUsers", "AddEventsToOthersCalendars"];

    public string Name => "kills";

    public string Shows => "SIGKILL at random moments (20 / 300): lost, doubled";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        var kills = full ? 300 : 20;
        var isServer = Flags.Text(args, "--engine") is { } engine && Enum.Parse<StoreProvider>(engine, ignoreCase: true) is StoreProvider.PostgreSql;
        await using var server = isServer ? await PostgresProcess.StartAsync(cancellationToken) : null;
        var counts = await KillAsync(kills, full, cancellationToken, server);
        var lost = counts.Sum(c => c.Lost);
        var doubled = counts.Sum(c => c.Doubled);
        return new Verdict(
            new Checks(
                ("nothing lost", lost == 0),
                ("nothing doubled", doubled == 0),
                ("no operator made twice", counts.All(c => c.Astray == 0)),
                ("no outcome unknown that could be known", counts.All(c => c.Unwarranted == 0)),
                ("nothing in doubt with the marker field", counts.All(c => c.InDoubt == 0 || !c.Inbox.Marker)),
                ("a kill in the middle of a drain", counts.Sum(c => c.Midway) > 0),
                ("a request cut off", counts.Sum(c => c.Cut) > 0)),
            $"{kills} kills{(isServer ? " on PostgreSQL" : "")}, {counts.Sum(c => c.Actions):N0} actions, {counts.Sum(c => c.InDoubt)} still looked up, {lost} lost, {doubled} doubled",
            ["sees", "keeps", "marker field", "kills", "in the middle of a drain", "requests cut off", "actions", "of them cancelled", "Events standing", "still looked up", "outcome unknown", "lost", "doubled", "operators made twice"],
            [.. counts.Select(Row)]);
    }

    /// <summary>Kills two portals in turn, that many times together, one for who sees all and one for who sees little; a count for each inbox.</summary>
    /// <param name="kills">How many times.</param>
    /// <param name="tillCertain">Waits until no write is in doubt, ten minutes and more; else those that are must be seen to wait (R-D1).</param>
    /// <param name="server">Where the portals' stores are; null: SQLite files.</param>
    internal static async Task<IReadOnlyList<KillCount>> KillAsync(int kills, bool tillCertain, CancellationToken cancellationToken, PostgresProcess? server = null)
    {
        await using var simulator = await SimulatorProcess.StartAsync(cancellationToken);
        var sides = KillInbox.All.GroupBy(i => i.SeesAll).ToList();
        var stores = new StoreTarget?[sides.Count];
        for (var i = 0; server is not null && i < sides.Count; i++)
        {
            stores[i] = server.CreateDatabase($"kills{i}");
        }

        var counts = await Task.WhenAll(sides.Select((side, i) => KillAsync(simulator, stores[i], [.. side], kills / sides.Count, Seed + i, tillCertain, cancellationToken)));
        return [.. counts.SelectMany(c => c)];
    }

    private static async Task<IReadOnlyList<KillCount>> KillAsync(
        SimulatorProcess simulator, StoreTarget? store, IReadOnlyList<KillInbox> inboxes, int kills, int seed, bool tillCertain, CancellationToken cancellationToken)
    {
        await using var portal = new PortalProcess(new Dictionary<string, string>(PortalProcess.WithoutHolds)
        {
            ["Worker__DrainInterval"] = "00:00:00.3",
            ["Worker__LeaseDuration"] = "00:00:01",
            ["Sync__SendCancelGrace"] = "00:00:01",
            ["Sync__RetryBaseDelay"] = "00:00:01",
            ["Sync__RetryMaxDelay"] = MostRetryDelay.ToString("c"),
            ["DOTNET_TieredPGO"] = "0", // it starts over and over: no process lives long enough to gain by being profiled
        }, store: store);
        var orgs = new List<SimulatedOrg>();
        foreach (var inbox in inboxes)
        {
            orgs.Add(await OrgAsync(simulator, inbox, cancellationToken));
            portal.Connect(inbox.Name, orgs[^1]);
        }

        await portal.StartAsync(cancellationToken);
        using var end = new CancellationTokenSource();
        var loads = inboxes.Select(i => new KillLoad(portal, i)).ToList();
        var posting = Task.WhenAll(loads.Select(l => l.RunAsync(end.Token, cancellationToken)));
        var midway = await KillAsync(portal, simulator, loads, orgs, kills, new Random(seed), cancellationToken);
        await end.CancelAsync();
        await posting;
        var doubts = await WaitUntilAllAreSettledAsync(portal, tillCertain, cancellationToken);
        var counts = new List<KillCount>();
        foreach (var (i, inbox) in inboxes.Index())
        {
            var events = await simulator.EventsAsync(inbox.Name, cancellationToken);
            counts.Add(KillJudge.Judge(inbox, kills, midway[i], loads[i], events, await KillLog.ReadAsync(portal, inbox, cancellationToken), doubts));
        }

        return counts;
    }

    private static async Task<int[]> KillAsync(
        PortalProcess portal, SimulatorProcess simulator, List<KillLoad> loads, List<SimulatedOrg> orgs, int kills, Random random, CancellationToken cancellationToken)
    {
        var midway = new int[orgs.Count];
        for (var kill = 0; kill < kills; kill++)
        {
            var before = await CountAsync();
            if (kill % 2 != 0)
            {
                await WaitUntilItIsAtWorkAsync(before);
            }

            await Task.Delay(random.Next(100, MostWait), cancellationToken);
            await portal.KillAsync();
            var after = await CountAsync();
            for (var i = 0; i < orgs.Count; i++)
            {
                midway[i] += after[i] != before[i] && after[i] < loads[i].SeenCount ? 1 : 0;
            }

            await portal.StartAsync(cancellationToken);
            await Console.Error.WriteLineAsync($"kill {kill + 1} of {kills}: {after.Sum():N0} Events of {loads.Sum(l => l.Taken.Count):N0} actions");
        }

        return midway;

        // A slow machine would otherwise be killed before it does anything; every other kill comes as early as that.
        async Task WaitUntilItIsAtWorkAsync(List<int> before)
        {
            var taken = loads.Sum(l => l.Taken.Count);
            for (var i = 0; i < 200 && (loads.Sum(l => l.Taken.Count) == taken || (await CountAsync()).SequenceEqual(before)); i++)
            {
                await Task.Delay(100, cancellationToken);
            }
        }

        async Task<List<int>> CountAsync()
        {
            var counts = new List<int>();
            foreach (var org in orgs)
            {
                counts.Add(await simulator.CountEventsAsync(org, cancellationToken));
            }

            return counts;
        }
    }

    private static async Task<SimulatedOrg> OrgAsync(SimulatorProcess simulator, KillInbox inbox, CancellationToken cancellationToken)
    {
        var knobs = new JsonObject
        {
            ["name"] = inbox.Name,
            ["marker_field"] = inbox.Marker,
            ["whole_minutes"] = inbox.WholeMinutes,
            ["licences"] = new JsonObject { ["salesforce_integration"] = 100_000 },
            ["latency"] = new JsonObject { ["per_call_ms"] = 30, ["per_record_ms"] = 1 },
            ["daily_limit"] = 10_000_000,
        };
        if (!inbox.SeesAll)
        {
            knobs["admin_permissions"] = new JsonArray([.. SeesLittle.Select(p => (JsonNode)p)]);
        }

        var org = await simulator.CreateOrgAsync(knobs, cancellationToken);
        foreach (var records in Samples.Records(Customers, contacts: true, leads: false))
        {
            await simulator.AddRecordsAsync(inbox.Name, records, cancellationToken);
        }

        return org;
    }

    /// <summary>Until each is settled or, unless till all is certain, in doubt and looked up since the last one was settled; those in doubt.</summary>
    private static async Task<IReadOnlySet<string>> WaitUntilAllAreSettledAsync(PortalProcess portal, bool tillCertain, CancellationToken cancellationToken)
    {
        var (before, changed) = (-1, Stopwatch.GetTimestamp());
        for (var since = changed; Stopwatch.GetElapsedTime(since) < (tillCertain ? LongestDoubt : LongestQuiet);)
        {
            var (open, doubts) = KillDoubts.Read(portal);
            if (open != before)
            {
                (before, changed) = (open, Stopwatch.GetTimestamp());
                await Console.Error.WriteLineAsync($"{open:N0} open, {doubts.Count:N0} of them in doubt");
            }

            // All have been tried again in that time.
            if (open == 0 || (!tillCertain && doubts.Count == open && Stopwatch.GetElapsedTime(changed) > 2 * MostRetryDelay))
            {
                return doubts;
            }

            await Task.Delay(1000, cancellationToken);
        }

        return KillDoubts.Read(portal).InDoubt;
    }

    private static string[] Row(KillCount count) =>
    [
        count.Inbox.SeesAll ? "all" : "little", count.Inbox.WholeMinutes ? "minutes" : "seconds", count.Inbox.Marker ? "yes" : "no", $"{count.Kills}", $"{count.Midway}", $"{count.Cut:N0}", $"{count.Actions:N0}", $"{count.Cancelled:N0}", $"{count.Events:N0}", $"{count.InDoubt}", $"{count.Unknown}", $"{count.Lost}", $"{count.Doubled}",
        $"{count.Astray}",
    ];
}
