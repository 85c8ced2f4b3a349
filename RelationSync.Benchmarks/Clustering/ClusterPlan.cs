using System.Collections.Concurrent;
using System.Diagnostics;

namespace RelationSync.Benchmarks.Clustering;

/// <summary>Runs rounds: senders and browsers of a site, and each fault once in an order of chance.</summary>
/// <param name="leastStop">A node is stopped for at least this long.</param>
/// <param name="mostStop">And at most for this long.</param>
/// <param name="pause">Of a sender between two requests of two activities.</param>
/// <param name="published">Folder of the build that the nodes run; null: the one beside this program.</param>
internal sealed class ClusterPlan(TimeSpan leastStop, TimeSpan mostStop, TimeSpan pause, string? published = null)
{
    private const int Visitors = 3;

    /// <summary>Starting three nodes takes most of a round's processor time.</summary>
    private const int RoundsOfASite = 5;

    /// <summary>A browser that takes longer never comes back.</summary>
    private static readonly TimeSpan LongestAway = TimeSpan.FromMinutes(2);

    /// <summary>The rounds that are left, one after another. A round that can't be run to its end is one that falls short.</summary>
    public async Task RunAsync(ConcurrentQueue<int> left, int seed, ClusterRounds rounds, Func<bool> isTime, CancellationToken cancellationToken)
    {
        ClusterSite? site = null;
        try
        {
            for (var i = 1; isTime() && left.TryDequeue(out var number); i++)
            {
                var isLast = i % RoundsOfASite == 0;
                try
                {
                    site ??= await ClusterSite.StartAsync(ClusterSite.Inboxes, cancellationToken, published);
                    rounds.Add(await RunAsync(site, number, new Random(seed + number), cancellationToken));
                }
                catch (Exception e) when (e is InvalidOperationException or TimeoutException or HttpRequestException)
                {
                    await Console.Error.WriteLineAsync($"round {number + 1} broke: {e}");
                    rounds.Add(ClusterRound.BrokenBy(number, e));
                    isLast = true;
                }

                if (isLast && site is not null)
                {
                    await site.DisposeAsync();
                    site = null;
                }
            }
        }
        finally
        {
            if (site is not null)
            {
                await site.DisposeAsync();
            }
        }
    }

    private async Task<ClusterRound> RunAsync(ClusterSite site, int number, Random random, CancellationToken cancellationToken)
    {
        using var http = site.Http();
        using var end = new CancellationTokenSource();
        using var sent = new CancellationTokenSource();
        var senders = ClusterSite.Inboxes.Select(i => new ClusterSender(http, i, site.Secrets.Of(i), pause, $"-{number}")).ToList();
        var visitors = Enumerable.Range(0, Visitors).Select(_ => new ClusterVisitor(site.Address, ClusterSite.Email, ClusterSite.Password)).ToList();
        var watching = Task.WhenAll(visitors.Select(v => v.RunAsync(end.Token)));
        var sending = Task.WhenAll(senders.Select(s => s.RunAsync(sent.Token, cancellationToken)));
        var breaker = new ClusterFaults(site, visitors, random, leastStop, mostStop);
        var kinds = Enum.GetValues<ClusterFaultKind>();
        random.Shuffle(kinds);
        var faults = new List<ClusterFault>();
        foreach (var kind in kinds)
        {
            await AllThereAsync(visitors, cancellationToken);
            await ClusterBalance.CaughtUpAsync(site, ClusterSite.Inboxes, senders, cancellationToken); // so that each fault answers for itself
            await Task.Delay(random.Next(500, 1500), cancellationToken);
            faults.Add(await breaker.RunAsync(kind, cancellationToken));
        }

        await AllThereAsync(visitors, cancellationToken);
        await sent.CancelAsync();
        await sending;
        var balance = await ClusterBalance.SettledAsync(site, ClusterSite.Inboxes, senders, cancellationToken);
        var allBack = visitors.TrueForAll(v => v.Node is not null);
        await end.CancelAsync();
        await watching;
        var counts = faults.ConvertAll(f => ClusterCount.Of(f, balance.Waits));
        foreach (var count in counts)
        {
            await Console.Error.WriteLineAsync($"round {number + 1}: {count.Kind} for {count.Lasted.TotalSeconds:F1} s, {count.Measured} actions around it, at most {count.LongestWait.TotalSeconds:F1} s (one taken after {count.LongestAt.TotalSeconds:F1} s)");
        }

        return new ClusterRound(
            number, counts, balance.Taken, senders.Sum(s => s.SentAgain), balance.Lost, balance.Doubled, faults.Sum(f => f.Cut), visitors.Sum(v => v.Back), visitors.Max(v => v.LongestAway), allBack);
    }

    private static async Task AllThereAsync(List<ClusterVisitor> visitors, CancellationToken cancellationToken)
    {
        for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since) < LongestAway && !visitors.TrueForAll(v => v.Node is not null);)
        {
            await Task.Delay(100, cancellationToken);
        }
    }
}
