using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using RelationSync.Benchmarks.Polling;

namespace RelationSync.Benchmarks.Programs;

/// <summary>
/// Re:lation's API as a source: lives of messages, faults and restarts by seed, against what the API showed; and steady loads
/// against what is promised. <c>--state FILE</c> keeps all figures after every few seeds and each load, and the next run with it
/// continues there; <c>--minutes N</c> begins no more seeds after that; <c>--only seeds|loads|processes</c> runs a part (processes
/// belong to the long form); <c>--seed N</c> begins at that seed, <c>--cases N</c> runs so many.
/// </summary>
internal sealed class Poll(IReadOnlyList<string> args) : IBenchmark
{
    private const int Short = 200;
    private const int Long = 10_000;
    private const int Processes = 10;
    private const int SeedsOfAStore = 200;

    private static readonly string[] Parts = ["seeds", "loads", "processes"];

    private static readonly PollLoad[] ShortLoads =
    [
        new("20 boxes, 28 a minute", 20, 28, TimeSpan.FromMinutes(12)),
        new("beside others", 5, 10, TimeSpan.FromMinutes(10), Others: 20),
    ];

    private static readonly PollLoad[] LongLoads =
    [
        new("20 boxes, 10 a minute", 20, 10, TimeSpan.FromMinutes(60)),
        new("20 boxes, 28 a minute, an hour", 20, 28, TimeSpan.FromMinutes(60)),
        new("20 boxes, 45 a minute", 20, 45, TimeSpan.FromMinutes(20), LeastOnTime: 0, IsOver: true),
        new("back after 4 hours", 10, 5, TimeSpan.FromMinutes(60), Outage: TimeSpan.FromHours(4), LeastOnTime: 0.95),
        new("60 boxes", 60, 5, TimeSpan.FromMinutes(30), MostOfACore: 0.05),
    ];

    public string Name => "poll";

    public string Shows => "Re:lation's API as a source (200 / 10,000 seeds, steady loads): missed, doubled, requests a minute, seconds to the Event";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        if (Flags.Text(args, "--only") is { } only && !Parts.Contains(only))
        {
            throw new ArgumentException($"--only takes one of {string.Join(", ", Parts)}; it is '{only}'.");
        }

        var file = Flags.Text(args, "--state");
        var tally = PollTally.Read(file);
        var count = (int)(Flags.Number(args, "--cases") ?? (full ? Math.Max(0, Long - tally.Seeds.Count) : Short));
        // Mostly they wait for the clock on the wall: the others go on meanwhile.
        var living = Wants("processes") && full && tally.Processes.Count == 0
            ? PollProcesses.RunAsync(Processes, cancellationToken)
            : Task.FromResult<IReadOnlyList<PollResult>>([]);
        var started = Stopwatch.GetTimestamp();
        if (Wants("loads"))
        {
            await RunLoadsAsync(full ? [.. ShortLoads, .. LongLoads] : ShortLoads, tally, file, cancellationToken);
        }

        if (Wants("seeds"))
        {
            await RunSeedsAsync(count, started, tally, file, cancellationToken);
        }

        foreach (var result in await living)
        {
            tally.Processes.Add(result);
        }

        tally.Write(file);
        return Judge(tally, Stopwatch.GetElapsedTime(started));
    }

    private bool Wants(string part) => Flags.Text(args, "--only") is not { } only || only == part;

    private static Verdict Judge(PollTally tally, TimeSpan took)
    {
        var (seeds, processes, loads) = (tally.Seeds, tally.Processes, tally.Loads.Values.ToList());
        foreach (var problem in seeds.Problems.Concat(processes.Problems).Concat(loads.SelectMany(l => l.Problems)))
        {
            Console.WriteLine(problem);
        }

        var wrong = seeds.Wrong + processes.Wrong + loads.Count(l => l.Problems.Count > 0);
        return new Verdict(
            new Checks(("nothing wrong", wrong == 0), ("Events are made", seeds.Events + processes.Events + loads.Sum(l => l.Events) > 0)),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{seeds.Count:N0} seeds up to {seeds.Next - 1}, {processes.Count} with real processes, {loads.Count} loads (now {took.TotalSeconds:0} s): "
                + $"{seeds.Missed + processes.Missed + loads.Sum(l => l.Missed)} missed, "
                + $"{seeds.Doubled + processes.Doubled + loads.Sum(l => l.Doubled)} doubled, {wrong} wrong"),
            [
                "what", "messages", "Events", "missed", "doubled", "restarts", "requests", "most a minute", "least left", "inside 5 min", "s to the Event p50", "p99", "max",
                "caught up, min", "of a core",
            ],
            [.. Rows("seeds", seeds), .. Rows("seeds, real processes", processes), .. loads.Select(Row)]);
    }

    private async Task RunSeedsAsync(int count, long started, PollTally tally, string? file, CancellationToken cancellationToken)
    {
        var lasts = Flags.Number(args, "--minutes") is { } minutes ? TimeSpan.FromMinutes(minutes) : TimeSpan.MaxValue;
        tally.Seeds.Next = Flags.Number(args, "--seed") ?? tally.Seeds.Next;
        var end = tally.Seeds.Next + count;
        while (tally.Seeds.Next < end && Stopwatch.GetElapsedTime(started) < lasts)
        {
            var until = Math.Min(tally.Seeds.Next + SeedsOfAStore, end);
            foreach (var result in await SideBySideAsync(tally.Seeds.Next, until, cancellationToken))
            {
                tally.Seeds.Add(result);
            }

            tally.Seeds.Next = until;
            tally.Write(file);
            if (until < end)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{tally.Seeds.Count:N0} seeds, {tally.Seeds.Wrong} wrong; --seed {until} --cases {end - until} goes on here"));
            }
        }
    }

    /// <summary>One after another on each core, in a store of its own.</summary>
    private static async Task<IReadOnlyCollection<PollResult>> SideBySideAsync(long from, long until, CancellationToken cancellationToken)
    {
        ConcurrentBag<PollResult> results = [];
        var next = from - 1;
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(
            async () =>
            {
                using PollStore store = new();
                while (Interlocked.Increment(ref next) is var seed && seed < until)
                {
                    results.Add(await PollRun.RunAsync(store.Store, seed, cancellationToken));
                }
            },
            cancellationToken)));
        return results;
    }

    /// <summary>Side by side, but for those whose share of a core is measured.</summary>
    private static async Task RunLoadsAsync(IReadOnlyList<PollLoad> loads, PollTally tally, string? file, CancellationToken cancellationToken)
    {
        Lock gate = new();
        var left = loads.Where(l => !tally.Loads.ContainsKey(l.Name)).ToList();
        ParallelOptions options = new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(left.Where(l => l.MostOfACore is null), options, RunAsync);
        foreach (var load in left.Where(l => l.MostOfACore is not null))
        {
            await RunAsync(load, cancellationToken);
        }

        async ValueTask RunAsync(PollLoad load, CancellationToken stopping)
        {
            var began = Stopwatch.GetTimestamp();
            var result = await load.RunAsync(stopping);
            lock (gate)
            {
                tally.Loads[load.Name] = result;
                tally.Write(file);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{load.Name}: {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s"));
        }
    }

    /// <summary>One, or none where none ran.</summary>
    private static string[][] Rows(string what, PollSum sum) => sum.Count == 0 ? [] :
    [
        [
            string.Create(CultureInfo.InvariantCulture, $"{sum.Count:N0} {what}"),
            $"{sum.Messages:N0}", $"{sum.Events:N0}", $"{sum.Missed}", $"{sum.Doubled}", $"{sum.Restarts:N0}", $"{sum.Requests:N0}", $"{sum.MostInAMinute}", "", "",
            Figure(sum.Within(0.5)), Figure(sum.Within(0.99)), Figure(sum.Within(1)), "", "",
        ],
    ];

    private static string Figure(int? seconds) => seconds?.ToString(CultureInfo.InvariantCulture) ?? "–";

    private static string[] Row(PollLoadResult result) =>
    [
        result.Load.Name, $"{result.Messages:N0}", $"{result.Events:N0}", $"{result.Missed}", $"{result.Doubled}", "", $"{result.Requests:N0}", $"{result.MostInAMinute}", $"{result.LeastLeft}",
        string.Create(CultureInfo.InvariantCulture, $"{result.OnTime * 100:0.0} %"), At(result.Latencies, 0.5), At(result.Latencies, 0.99), At(result.Latencies, 1),
        string.Create(CultureInfo.InvariantCulture, $"{result.CaughtUpAfter.TotalMinutes:0}"), result.Load.MostOfACore is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{result.OfACore * 100:0.0} %"),
    ];

    private static string At(IReadOnlyList<TimeSpan> sorted, double share) =>
        sorted.Count == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{sorted[(int)Math.Min(sorted.Count - 1, share * sorted.Count)].TotalSeconds:0}");
}
