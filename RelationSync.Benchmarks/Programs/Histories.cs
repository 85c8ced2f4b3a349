using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using RelationSync.Benchmarks.Histories;

namespace RelationSync.Benchmarks.Programs;

/// <summary>Deterministic simulation: processes, store and org under one clock and one seeded scheduler, each history held against the rules.</summary>
internal sealed class Histories(IReadOnlyList<string> args) : IBenchmark
{
    private const int Short = 5_000;
    private const int Long = 250_000;

    public string Name => "histories";

    public string Shows => "deterministic simulation (5,000 / 250,000 histories) held against a model of the rules: lost, doubled, late";

    public Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        if (Flags.Number(args, "--seed") is { } seed)
        {
            using HistoryStore one = new();
            var only = HistoryRun.Run(one, HistoryPlan.Of(seed), Console.WriteLine);
            foreach (var problem in only.Problems)
            {
                Console.WriteLine(problem);
            }

            return Task.FromResult(new Verdict(only.Problems.Count == 0, "", ["seed"], [[seed.ToString(CultureInfo.InvariantCulture)]]));
        }

        var first = Flags.Number(args, "--from") ?? 1;
        var count = (int)(Flags.Number(args, "--cases") ?? (full ? Long : Short));
        ConcurrentBag<HistoryResult> results = [];
        var started = Stopwatch.GetTimestamp();
        var next = first - 1;
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(
            () =>
            {
                using HistoryStore store = new();
                while (Interlocked.Increment(ref next) is var mine && mine < first + count)
                {
                    results.Add(HistoryRun.Run(store, HistoryPlan.Of(mine)));
                }
            },
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToArray();
        Task.WaitAll(threads, cancellationToken);
        var wrong = results.Where(r => r.Problems.Count > 0).OrderBy(r => r.Plan.Seed).ToList();
        foreach (var result in wrong.Take(40))
        {
            Console.WriteLine($"{result.Plan.Seed}: {string.Join("; ", result.Problems)}");
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return Task.FromResult(new Verdict(
            wrong.Count == 0,
            string.Create(CultureInfo.InvariantCulture, $"{results.Count:N0} histories from {first} in {seconds:0} s, {wrong.Count} wrong, {results.Average(r => r.Steps):0} steps each, {results.Sum(r => r.Events)} Events, {results.SelectMany(r => r.States).Distinct().Count()} states"),
            ["a"],
            [["b"]]));
    }
}
