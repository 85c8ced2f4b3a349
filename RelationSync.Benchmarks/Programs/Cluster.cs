using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using RelationSync.Benchmarks.Clustering;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Programs;

/// <summary>
/// Three nodes behind nginx on PostgreSQL, 30 inboxes of 10 orgs, honest senders and browsers; nodes killed, stopped and cut off,
/// PostgreSQL restarted and killed: what was acknowledged ends as exactly one Event, and waits no longer than a lease and a drain.
/// A round has each fault once. <c>--long</c>: 100 rounds of the published build, whose senders post every 4 s in place of 1;
/// <c>--cases N</c>: N rounds; <c>--seed</c> chooses other times and nodes.
/// <c>--state FILE</c> keeps the rounds, and the next run goes on after them; <c>--minutes N</c> begins none after that;
/// <c>--at-once N</c> runs so many beside each other, each on a site of its own (a core each, and more).
/// <c>--only width</c>: how many orgs one node serves, and how many three do.
/// </summary>
internal sealed class Cluster(IReadOnlyList<string> args) : IBenchmark
{
    private const int Seed = 20261130;

    /// <summary>Looking up and writing what came together meanwhile, with all processes on one machine.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Longest = ClusterSite.Lease + ClusterSite.Tick + Drain;

    public string Name => "cluster";

    public string Shows => "three nodes behind nginx on PostgreSQL; nodes killed, stopped, cut off, PostgreSQL restarted: lost, doubled, seconds to take over; orgs of one and of three nodes (--only width)";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        if ((PostgresProcess.Missing ?? NginxProcess.Missing) is { } missing)
        {
            throw new InvalidOperationException(missing);
        }

        if (Flags.Text(args, "--only") is { } only)
        {
            return only == "width" ? await WidthAsync(cancellationToken) : throw new ArgumentException($"--only takes width; it is '{only}'.");
        }

        var rounds = new ClusterRounds(Flags.Text(args, "--state"));
        var wanted = (int)(Flags.Number(args, "--cases") ?? (full ? 100 : 1));
        var lasts = TimeSpan.FromMinutes(Flags.Number(args, "--minutes") ?? (full ? 105 : 10));
        using var published = full ? await PublishedPortal.PublishAsync(cancellationToken) : null;
        var plan = full
            ? new ClusterPlan(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(4), published?.Folder)
            : new ClusterPlan(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(1));
        var (began, seed) = (Stopwatch.GetTimestamp(), (int)(Flags.Number(args, "--seed") ?? Seed));
        var left = new ConcurrentQueue<int>(Enumerable.Range(0, wanted).Except(rounds.All.Select(r => r.Number)));
        await Task.WhenAll(Enumerable.Range(0, (int)(Flags.Number(args, "--at-once") ?? 1))
            .Select(_ => plan.RunAsync(left, seed, rounds, () => Stopwatch.GetElapsedTime(began) < lasts, cancellationToken)));
        return rounds.Judge(wanted, Longest);
    }

    /// <summary>Seconds are too noisy for CI: by a call of its own.</summary>
    private static async Task<Verdict> WidthAsync(CancellationToken cancellationToken)
    {
        await using var site = await ClusterSite.StartAsync(ClusterSite.Wide, cancellationToken);
        var width = await ClusterWidth.MeasureAsync(site, TimeSpan.FromSeconds(60), cancellationToken);
        return new Verdict(
            new Checks(($"three nodes no later than one with {ClusterWidth.LeastTimes} times its orgs", width.Holds)),
            string.Create(CultureInfo.InvariantCulture, $"three nodes with {(double)width.Three / width.One:F1} times the orgs of one: {width.Three} orgs {width.ThreeLate:F1} s late, {width.One} on one node {width.OneLate:F1} s"),
            ["nodes", "orgs", "seconds late, in the middle"],
            [["1", $"{width.One}", $"{width.OneLate:F1}"], ["3", $"{width.Three}", $"{width.ThreeLate:F1}"]]);
    }
}
