using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using RelationSync.Benchmarks.Polling;

namespace RelationSync.Benchmarks.Programs;

/// <summary>
/// Re:lation's API as a source: lives of messages, faults and restarts by seed, against what the API showed. <c>--seed N</c>
/// begins at that one, <c>--cases N</c> runs so many: the long form goes on where it was stopped.
/// </summary>
internal sealed class Poll(IReadOnlyList<string> args) : IBenchmark
{
    private const int Short = 200;
    private const int Long = 10_000;
    private const int SeedsOfAStore = 200;
    private const int MostTold = 30;

    public string Name => "poll";

    public string Shows => "Re:lation's API as a source (200 / 10,000 seeds): missed, doubled, requests a minute, seconds to the Event";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        var first = Flags.Number(args, "--seed") ?? 1;
        var count = (int)(Flags.Number(args, "--cases") ?? (full ? Long : Short));
        var started = Stopwatch.GetTimestamp();
        ConcurrentBag<PollResult> results = [];
        for (var from = first; from < first + count; from += SeedsOfAStore)
        {
            var until = Math.Min(from + SeedsOfAStore, first + count);
            await RunAsync(from, until, results, cancellationToken);
            if (until < first + count)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{until - first:N0} seeds, {results.Count(r => r.Problems.Count > 0)} wrong; --seed {until} --cases {first + count - until} goes on here"));
            }
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        List<TimeSpan> latencies = [.. results.SelectMany(r => r.Latencies).Order()];
        var (missed, doubled, wrong) = (results.Sum(r => r.Missed), results.Sum(r => r.Doubled), results.Count(r => r.Problems.Count > 0));
        return new Verdict(
            wrong == 0 && !results.IsEmpty && results.Sum(r => r.Events) > 0,
            string.Create(CultureInfo.InvariantCulture, $"{results.Count:N0} seeds from {first} in {seconds:0} s: {missed} missed, {doubled} doubled, {wrong} seeds wrong"),
            ["seeds", "messages", "Events", "missed", "doubled", "restarts", "requests", "most a minute", "s to the Event p50", "p99", "max"],
            [[$"{results.Count:N0}", $"{results.Sum(r => r.Messages):N0}", $"{results.Sum(r => r.Events):N0}", $"{missed}", $"{doubled}", $"{results.Sum(r => r.Restarts):N0}", $"{results.Sum(r => r.Requests):N0}", $"{results.Max(r => r.MostInAMinute)}", At(latencies, 0.5), At(latencies, 0.99), At(latencies, 1)]]);
    }

    /// <summary>One after another on each core, in a store of its own.</summary>
    private static async Task RunAsync(long from, long until, ConcurrentBag<PollResult> results, CancellationToken cancellationToken)
    {
        var next = from - 1;
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(
            async () =>
            {
                using PollStore store = new();
                while (Interlocked.Increment(ref next) is var seed && seed < until)
                {
                    var result = await new PollRun(store, seed).RunAsync(cancellationToken);
                    foreach (var problem in result.Problems.Take(MostTold))
                    {
                        Console.WriteLine(problem);
                    }

                    results.Add(result);
                }
            },
            cancellationToken)));
    }

    private static string At(List<TimeSpan> sorted, double share) =>
        sorted.Count == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{sorted[(int)Math.Min(sorted.Count - 1, share * sorted.Count)].TotalSeconds:0}");
}
