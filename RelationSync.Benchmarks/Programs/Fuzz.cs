using System.Diagnostics;
using System.Globalization;
using RelationSync.Benchmarks.Fuzzing;
using RelationSync.Benchmarks.Fuzzing.Targets;
using SharpFuzz;

namespace RelationSync.Benchmarks.Programs;

/// <summary>
/// Bad input at every way in. A run prints its seed; <c>--seed N</c> runs the same cases again, <c>--cases N</c> so many
/// of them, <c>--only keys</c> one target, <c>--only keys:17</c> one case. <c>--guided NAME</c> is run by <c>.ci/fuzz-guided</c>: it takes its
/// inputs from afl-fuzz, or one from standard input.
/// </summary>
internal sealed class Fuzz(IReadOnlyList<string> args) : IBenchmark
{
    private const int Short = 20_000;
    private const int Long = 1_000_000;

    public string Name => "fuzz";

    public string Shows => "bad input (20,000 / 1,000,000 cases): 5xx, hangs, partial state";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        if (Flags.Text(args, "--guided") is { } guided)
        {
            return Guided(guided);
        }

        var seed = Flags.Number(args, "--seed") ?? Random.Shared.Next();
        var cases = (int)(Flags.Number(args, "--cases") ?? (full ? Long : Short));
        var (name, only) = Only(Flags.Text(args, "--only"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        IFuzzTarget[] targets = [new ReaderTarget(), new TextTarget(), new KeyTarget(), new OrderTarget(), new ProvisioningTarget(), new CorpusTarget(), new ClientTarget(), new IntakeTarget()];
        var rows = new List<IReadOnlyList<string>>();
        var (ran, found) = (0L, 0);
        var slowest = TimeSpan.Zero;
        foreach (var target in targets.Where(t => name is null || t.Name == name))
        {
            var counts = new FuzzCounts(target.Name, seed, only);
            var started = Stopwatch.GetTimestamp();
            await target.RunAsync(counts, name is null ? (int)((long)cases * target.Share / targets.Sum(t => t.Share)) : cases, cancellationToken);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            foreach (var told in counts.Told)
            {
                Console.WriteLine(told);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target.Name}: {counts.Cases:N0} cases, {counts.Found} found, {seconds:0} s"));
            ran += counts.Cases;
            found += counts.Found;
            slowest = counts.Slowest > slowest ? counts.Slowest : slowest;
            rows.Add([target.Name, target.Holds, $"{counts.Cases:N0}", $"{counts.Found}", $"{seconds:0}", $"{counts.Slowest.TotalMilliseconds:N0} (case {counts.SlowestCase})", counts.Note]);
        }

        var peak = Process.GetCurrentProcess().PeakWorkingSet64 / 1024 / 1024;
        return new Verdict(
            new Checks(("nothing found", found == 0), ("cases run", ran > 0)),
            $"{ran:N0} cases of seed {seed}, {found} found, the slowest took {slowest.TotalSeconds:0.0} s, {peak} MiB at the peak",
            ["target", "what has to hold", "cases", "found", "s", "slowest, ms", "besides"],
            rows);
    }

    /// <summary>Throws what doesn't hold: afl-fuzz keeps the input as a crash.</summary>
    private static Verdict Guided(string name)
    {
        var target = GuidedTargets.All[name];
        Fuzzer.OutOfProcess.Run((Stream stream) =>
        {
            using MemoryStream input = new();
            stream.CopyTo(input);
            if (target(input.ToArray()) is { } what)
            {
                throw new InvalidOperationException(what);
            }
        });
        return new Verdict(true, $"{name}: nothing found", ["target"], [[name]]);
    }

    private static (string? Name, int? Case) Only(string? text) =>
        text?.Split(':') is not [var name, .. var rest] ? (null, null) : (name, rest is [var number] ? int.Parse(number, CultureInfo.InvariantCulture) : null);
}
