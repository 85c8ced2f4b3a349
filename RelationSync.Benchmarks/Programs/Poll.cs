using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using RelationSync.Benchmarks.Polling;

namespace RelationSync.Benchmarks.Programs;

/// <summary>
/// Re:lation's API as a source: lives of messages, faults and restarts by seed, against what the API showed; and steady loads
/// against what is promised. <c>--seed N</c> begins at that one, <c>--cases N</c> runs so many: the long form goes on where it
/// was stopped.
/// </summary>
internal sealed class Poll(IReadOnlyList<string> args) : IBenchmark
{
    private const int Short = 200;
    private const int Long = 10_000;
    private const int Processes = 10;
    private const int SeedsOfAStore = 200;
    private const int MostTold = 30;

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
        var first = Flags.Number(args, "--seed") ?? 1;
        var count = (int)(Flags.Number(args, "--cases") ?? (full ? Long : Short));
        // Mostly they wait for the clock on the wall: the others go on meanwhile.
        var living = full ? PollProcesses.RunAsync(Processes, cancellationToken) : Task.FromResult<IReadOnlyList<PollResult>>([]);
        var started = Stopwatch.GetTimestamp();
        var seeds = await SeedsAsync(first, count, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var loads = await LoadsAsync(full ? [.. ShortLoads, .. LongLoads] : ShortLoads, cancellationToken);
        var processes = await living;
        foreach (var problem in seeds.Concat(processes).SelectMany(r => r.Problems).Concat(loads.SelectMany(l => l.Problems)).Take(MostTold))
        {
            Console.WriteLine(problem);
        }

        List<PollResult> all = [.. seeds, .. processes];
        var wrong = all.Count(r => r.Problems.Count > 0) + loads.Count(l => l.Problems.Count > 0);
        return new Verdict(
            wrong == 0 && all.Sum(r => r.Events) > 0,
            string.Create(CultureInfo.InvariantCulture, $"{seeds.Count:N0} seeds from {first} in {seconds:0} s: {all.Sum(r => r.Missed)} missed, {all.Sum(r => r.Doubled)} doubled, {wrong} wrong"),
            ["what", "messages", "Events", "missed", "doubled", "restarts", "requests", "most a minute", "least left", "inside 5 min", "s to the Event p50", "p99", "max", "caught up, min", "of a core"],
            [Row("seeds", seeds), .. processes.Count > 0 ? [Row("seeds, real processes", processes)] : Array.Empty<string[]>(), .. loads.Select(Row)]);
    }

    private static async Task<IReadOnlyList<PollResult>> SeedsAsync(long first, int count, CancellationToken cancellationToken)
    {
        ConcurrentBag<PollResult> results = [];
        for (var from = first; from < first + count; from += SeedsOfAStore)
        {
            var until = Math.Min(from + SeedsOfAStore, first + count);
            await SideBySideAsync(from, until, results, cancellationToken);
            if (until < first + count)
            {
                var wrong = results.Where(r => r.Problems.Count > 0).ToList();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{until - first:N0} seeds, {wrong.Count} wrong; --seed {until} --cases {first + count - until} goes on here"));
            }
        }

        return [.. results];
    }

    /// <summary>One after another on each core, in a store of its own.</summary>
    private static async Task SideBySideAsync(long from, long until, ConcurrentBag<PollResult> results, CancellationToken cancellationToken)
    {
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
    }

    /// <summary>Side by side, but for those whose share of a core is measured.</summary>
    private static async Task<IReadOnlyList<PollLoadResult>> LoadsAsync(IReadOnlyList<PollLoad> loads, CancellationToken cancellationToken)
    {
        ConcurrentDictionary<PollLoad, PollLoadResult> results = [];
        ParallelOptions options = new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(loads.Where(l => l.MostOfACore is null), options, async (load, stopping) => results[load] = await load.RunAsync(stopping));
        foreach (var load in loads.Where(l => l.MostOfACore is not null))
        {
            results[load] = await load.RunAsync(cancellationToken);
        }

        return [.. loads.Select(l => results[l])];
    }

    private static string[] Row(string what, IReadOnlyCollection<PollResult> results)
    {
        List<TimeSpan> latencies = [.. results.SelectMany(r => r.Latencies).Order()];
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"{results.Count:N0} {what}"), $"{results.Sum(r => r.Messages):N0}", $"{results.Sum(r => r.Events):N0}", $"{results.Sum(r => r.Missed)}", $"{results.Sum(r => r.Doubled)}",
            $"{results.Sum(r => r.Restarts):N0}", $"{results.Sum(r => r.Requests):N0}", $"{results.Max(r => r.MostInAMinute)}", "", "", At(latencies, 0.5), At(latencies, 0.99), At(latencies, 1), "", "",
        ];
    }

    private static string[] Row(PollLoadResult result) =>
    [
        result.Load.Name, $"{result.Messages:N0}", $"{result.Events:N0}", $"{result.Missed}", $"{result.Doubled}", "", $"{result.Requests:N0}", $"{result.MostInAMinute}", $"{result.LeastLeft}",
        string.Create(CultureInfo.InvariantCulture, $"{result.OnTime * 100:0.0} %"), At(result.Latencies, 0.5), At(result.Latencies, 0.99), At(result.Latencies, 1),
        string.Create(CultureInfo.InvariantCulture, $"{result.CaughtUpAfter.TotalMinutes:0}"), result.Load.MostOfACore is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{result.OfACore * 100:0.0} %"),
    ];

    private static string At(IReadOnlyList<TimeSpan> sorted, double share) =>
        sorted.Count == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{sorted[(int)Math.Min(sorted.Count - 1, share * sorted.Count)].TotalSeconds:0}");
}
