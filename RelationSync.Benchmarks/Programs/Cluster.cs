using System.Globalization;
using RelationSync.Benchmarks.Clustering;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Programs;

/// <summary>
/// Three nodes behind nginx on PostgreSQL, 30 inboxes of 10 orgs, honest senders and browsers; nodes killed, stopped and cut off,
/// PostgreSQL restarted and killed: what was acknowledged ends as exactly one Event, and waits no longer than a lease and a drain.
/// <c>--long</c>: 100 faults of each kind, and how many orgs three nodes serve; <c>--cases N</c>: N of each; <c>--seed</c> says where it goes on.
/// </summary>
internal sealed class Cluster(IReadOnlyList<string> args) : IBenchmark
{
    private const int Visitors = 3;
    private const int Seed = 20261130;

    /// <summary>Looking up and writing what came together meanwhile, with all processes on one machine.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Longest = ClusterSite.Lease + ClusterSite.Tick + Drain;

    public string Name => "cluster";

    public string Shows => "three nodes behind nginx on PostgreSQL; nodes killed, stopped, cut off, PostgreSQL restarted: lost, doubled, seconds to take over; orgs of one and of three nodes";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        if ((PostgresProcess.Missing ?? NginxProcess.Missing) is { } missing)
        {
            throw new InvalidOperationException(missing);
        }

        var times = (int)(Flags.Number(args, "--cases") ?? (full ? 100 : 1));
        var random = new Random((int)(Flags.Number(args, "--seed") ?? Seed));
        await using var site = await ClusterSite.StartAsync(cancellationToken);
        using var http = site.Http();
        using var end = new CancellationTokenSource();
        var senders = site.Inboxes.Select(i => new ClusterSender(http, i, site.Secret, TimeSpan.FromSeconds(1))).ToList();
        var visitors = Enumerable.Range(0, Visitors).Select(_ => new ClusterVisitor(site.Address, ClusterSite.Email, ClusterSite.Password)).ToList();
        var watching = Task.WhenAll(visitors.Select(v => v.RunAsync(end.Token)));
        using var sent = new CancellationTokenSource();
        var sending = Task.WhenAll(senders.Select(s => s.RunAsync(sent.Token, cancellationToken)));
        var faults = await BreakAsync(site, visitors, senders, times, full, random, cancellationToken);
        await sent.CancelAsync();
        await sending;
        var balance = await ClusterBalance.SettledAsync(site, site.Inboxes, senders, cancellationToken);
        var width = full ? await ClusterWidth.MeasureAsync(site, TimeSpan.FromSeconds(60), cancellationToken) : null; // seconds are too noisy for CI
        await end.CancelAsync();
        await watching;
        foreach (var fault in faults)
        {
            await Console.Error.WriteLineAsync($"{fault.Kind} at {fault.From:HH:mm:ss}: {ClusterCount.Of(fault.Kind, [fault], balance.Waits).LongestWait.TotalSeconds:F1} s");
        }

        return Judge(faults, balance, width, senders, visitors);
    }

    private static async Task<List<ClusterFault>> BreakAsync(
        ClusterSite site, List<ClusterVisitor> visitors, List<ClusterSender> senders, int times, bool full, Random random, CancellationToken cancellationToken)
    {
        var breaker = full ? new ClusterFaults(site, random, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60)) : new ClusterFaults(site, random, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(8));
        var kinds = Enumerable.Range(0, times).SelectMany(_ => Enum.GetValues<ClusterFaultKind>()).ToArray();
        random.Shuffle(kinds);
        var faults = new List<ClusterFault>();
        foreach (var kind in kinds)
        {
            await WaitForAsync(visitors, cancellationToken);
            await ClusterBalance.CaughtUpAsync(site, site.Inboxes, senders, cancellationToken); // so that each fault answers for itself
            await Task.Delay(random.Next(500, 1500), cancellationToken);
            faults.Add(await breaker.RunAsync(kind, cancellationToken));
            await Console.Error.WriteLineAsync($"{faults.Count} of {kinds.Length}: {kind}, {(faults[^1].Healed - faults[^1].From).TotalSeconds:F1} s");
        }

        await WaitForAsync(visitors, cancellationToken);
        return faults;
    }

    /// <summary>A browser that doesn't come back within two minutes never does.</summary>
    private static async Task WaitForAsync(List<ClusterVisitor> visitors, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 1200 && !visitors.TrueForAll(v => v.IsThere); i++)
        {
            await Task.Delay(100, cancellationToken);
        }
    }

    private static Verdict Judge(List<ClusterFault> faults, ClusterBalance balance, ClusterWidth? width, List<ClusterSender> senders, List<ClusterVisitor> visitors)
    {
        var counts = Enum.GetValues<ClusterFaultKind>().Select(k => ClusterCount.Of(k, faults.FindAll(f => f.Kind == k), balance.Waits)).ToList();
        var slowest = counts.Max(c => c.LongestWait);
        var away = visitors.Max(v => v.LongestAway);
        var holds = balance is { Lost: 0, Doubled: 0 } && slowest <= Longest && visitors.TrueForAll(v => v.IsThere) && visitors.Sum(v => v.Back) > 0 && width?.Holds != false;
        var orgs = width is null ? "" : string.Create(CultureInfo.InvariantCulture, $"; {width.One} orgs on one node {width.OneLate:F1} s late, {width.Three} on three {width.ThreeLate:F1} s");
        return new Verdict(
            holds,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{faults.Count} faults, {balance.Taken:N0} actions, {senders.Sum(s => s.SentAgain):N0} requests sent again, {balance.Lost} lost, {balance.Doubled} doubled, at most {slowest.TotalSeconds:F1} s to take over (allowed {Longest.TotalSeconds:F0}), browsers back {visitors.Sum(v => v.Back)} times, within {away.TotalSeconds:F1} s{orgs}"),
            ["fault", "times", "longest wait for an Event (s)"],
            [.. counts.Select(c => (IReadOnlyList<string>)[Words(c.Kind), c.Times.ToString("N0", CultureInfo.InvariantCulture), c.LongestWait.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)])]);
    }

    private static string Words(ClusterFaultKind kind) => kind switch
    {
        ClusterFaultKind.NodeKilled => "node killed, and started again",
        ClusterFaultKind.NodeStopped => "node stopped (SIGSTOP), and continued",
        ClusterFaultKind.NodeCutOff => "node cut off from PostgreSQL",
        ClusterFaultKind.DatabaseRestarted => "PostgreSQL restarted",
        ClusterFaultKind.DatabaseKilled => "PostgreSQL killed, and recovered",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such fault"),
    };
}
