using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using RelationSync.Benchmarks.Histories;

namespace RelationSync.Benchmarks.Programs;

/// <summary>
/// Deterministic simulation: processes, store and org under one clock and one seeded scheduler, each history held against
/// the rules. <c>--from N</c> begins at that seed, <c>--cases N</c> runs so many, <c>--state FILE</c> goes on where the last run with
/// it ended and adds to its figures, <c>--seed N</c> replays one for reading.
/// </summary>
internal sealed class Histories(IReadOnlyList<string> args) : IBenchmark
{
    private const int Short = 5_000;
    private const int Long = 250_000;

    /// <summary>So many run twice, to see that a seed decides all.</summary>
    private const int RunTwice = 200;

    /// <summary>After so many the figures are kept, and the time is looked at.</summary>
    private const int KeptEvery = 250;

    /// <summary>The short form begins no more after this time: slower machines run fewer, and it says how many.</summary>
    private static readonly TimeSpan ShortLasts = TimeSpan.FromSeconds(65);

    /// <summary>Fewer prove too little.</summary>
    private const int LeastInShort = 1_000;

    private const int ToldEvery = 5_000;
    private const int MostShrunk = 5;

    public string Name => "histories";

    public string Shows => "deterministic simulation (5,000 / 250,000 histories) held against a model of the rules: doubled, lost, late, others' touched";

    public Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken) => Task.FromResult(
        Flags.Number(args, "--seed") is { } seed ? Replay(seed)
            : Flags.Number(args, "--cases") is { } cases ? Run((int)cases, Timeout.InfiniteTimeSpan, cancellationToken)
            : full ? Run(Long, Timeout.InfiniteTimeSpan, cancellationToken)
            : Run(Short, ShortLasts, cancellationToken));

    private Verdict Run(int count, TimeSpan lasts, CancellationToken cancellationToken)
    {
        var file = Flags.Text(args, "--state");
        var tally = HistoryTally.Read(file);
        var first = tally.Next = Flags.Number(args, "--from") ?? tally.Next;
        var started = Stopwatch.GetTimestamp();
        ConcurrentDictionary<long, ulong> hashes = [];
        List<HistoryResult> wrong = [];
        while (tally.Next < first + count && (lasts == Timeout.InfiniteTimeSpan || Stopwatch.GetElapsedTime(started) < lasts))
        {
            var until = Math.Min(tally.Next + KeptEvery, first + count);
            wrong.AddRange(SideBySide(tally.Next, until, result =>
            {
                tally.Add(result);
                if (result.Plan.Seed < first + RunTwice)
                {
                    hashes[result.Plan.Seed] = result.Hash;
                }
            }, cancellationToken));
            tally.Next = until;
            if (file is not null)
            {
                tally.Write(file);
            }

            if (until < first + count && (until - first) % ToldEvery == 0)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{until - first:N0} histories, {wrong.Count} wrong; --from {until} goes on here"));
            }
        }

        var twice = hashes.Count;
        var differing = 0;
        SideBySide(first, first + twice, result => Interlocked.Add(ref differing, hashes[result.Plan.Seed] == result.Hash ? 0 : 1), cancellationToken);
        Tell(wrong);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new Verdict(
            new Checks(("no rule is broken", tally.Wrong.Count == 0), ("a seed decides all", differing == 0), ("enough of them", tally.Next - first >= Math.Min(count, LeastInShort)), ("Events are made", tally.Events > 0)),
            string.Create(CultureInfo.InvariantCulture, $"{tally.Histories:N0} histories up to seed {tally.Next - 1} ({tally.Next - first:N0} of {count:N0} now, in {seconds:0} s), {tally.Wrong.Count} break a rule, {tally.States:N0} states, {tally.FaultSets:N0} sets of faults"),
            ["what", "figure"],
            Rows(tally, twice, differing));
    }

    private static List<IReadOnlyList<string>> Rows(HistoryTally tally, int twice, int differing) =>
    [
        ["histories", Figure(tally.Histories)],
        ["without any fault", Figure(tally.Calm)],
        ["Events made", Figure(tally.Events)],
        ["steps chosen", Figure(tally.Steps)],
        ["distinct states", Figure(tally.States)],
        ["sets of kinds of faults that met", Figure(tally.FaultSets)],
        ["pairs of kinds that met", $"{tally.Pairs.Reached} of {tally.Pairs.Of}"],
        ["sets of three or more", Figure(Enumerable.Range(3, 30).Sum(tally.FaultSetsOf))],
        ["seeds run twice", Figure(twice)],
        ["of them with another trace", Figure(differing)],
        ["break a rule", tally.Wrong.Count == 0 ? "0" : $"{tally.Wrong.Count}: {string.Join(", ", tally.Wrong.Take(20))}"],
    ];

    private static string Figure(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>One after another on each core, in a store of its own. Answers those that break a rule.</summary>
    private static List<HistoryResult> SideBySide(long from, long until, Action<HistoryResult> done, CancellationToken cancellationToken)
    {
        ConcurrentBag<HistoryResult> wrong = [];
        var next = from - 1;
        Task.WaitAll(
            Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    using HistoryStore store = new();
                    while (Interlocked.Increment(ref next) is var seed && seed < until && !cancellationToken.IsCancellationRequested)
                    {
                        var result = HistoryRun.Run(store, HistoryPlan.Of(seed));
                        done(result);
                        if (result.Problems.Count > 0)
                        {
                            wrong.Add(result);
                        }
                    }
                },
                cancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)),
            cancellationToken);
        return [.. wrong.OrderBy(r => r.Plan.Seed)];
    }

    /// <summary>The first of those that failed, as small as they become, and by number the rest.</summary>
    private static void Tell(List<HistoryResult> wrong)
    {
        if (wrong.Count == 0)
        {
            return;
        }

        using HistoryStore store = new();
        foreach (var result in wrong.Take(MostShrunk))
        {
            Console.WriteLine($"seed {result.Plan.Seed}: {string.Join("; ", result.Problems)}");
            Tell(HistoryShrinker.Shrink(store, result).Plan);
        }

        foreach (var result in wrong.Skip(MostShrunk))
        {
            Console.WriteLine($"seed {result.Plan.Seed}: {result.Problems[0]}");
        }
    }

    private static void Tell(HistoryPlan plan)
    {
        Console.WriteLine($"  {plan.Nodes} processes{(plan.Wakes ? ", woken" : "")}, {plan.Org}");
        foreach (var activity in plan.Activities)
        {
            var operations = activity.Operations.Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Id} at {o.At.TotalSeconds:0} s"));
            Console.WriteLine($"  {activity.Name} of inbox {activity.Inbox}: {string.Join(", ", operations)}");
        }

        foreach (var fault in plan.Faults)
        {
            Console.WriteLine($"  {fault}");
        }
    }

    /// <summary>One for reading: as it is, and where it breaks a rule, as small as it becomes.</summary>
    private static Verdict Replay(long seed)
    {
        using HistoryStore store = new();
        var result = Show(store, HistoryPlan.Of(seed));
        if (result.Problems.Count > 0)
        {
            Console.WriteLine();
            Console.WriteLine("As small as it becomes:");
            Show(store, HistoryShrinker.Shrink(store, result).Plan);
        }

        return new Verdict(
            new Checks(("no rule is broken", result.Problems.Count == 0)),
                string.Create(CultureInfo.InvariantCulture, $"seed {seed}, trace {result.Hash:x16}, {result.Steps} steps, {result.Events} Events"),
            ["problem"],
            [.. result.Problems.Select(p => new[] { p })]);
    }

    private static HistoryResult Show(HistoryStore store, HistoryPlan plan)
    {
        Tell(plan);
        var result = HistoryRun.Run(store, plan, Console.WriteLine);
        foreach (var problem in result.Problems)
        {
            Console.WriteLine(problem);
        }

        return result;
    }
}
