namespace RelationSync.Benchmarks.Clustering;

/// <summary>How many orgs one node serves, and how many three do at the same lateness, where the orgs' answers take longest.</summary>
/// <param name="One">Orgs of one node.</param>
/// <param name="OneLate">Seconds from being acknowledged to the Event there, in the middle.</param>
/// <param name="Three">Orgs of three nodes.</param>
/// <param name="ThreeLate">The same of three.</param>
internal sealed record ClusterWidth(int One, double OneLate, int Three, double ThreeLate)
{
    /// <summary>So many times the orgs of one node are to be served by three.</summary>
    public const double LeastTimes = 2.5;

    /// <summary>A measurement of seconds has this much play.</summary>
    private const double Play = 1.15;

    public bool Holds => ThreeLate <= OneLate * Play;

    /// <summary>All nodes are up before and after.</summary>
    public static async Task<ClusterWidth> MeasureAsync(ClusterSite site, TimeSpan lasts, CancellationToken cancellationToken)
    {
        var three = ClusterSite.Wide;
        var one = three.Take((int)(three.Count / LeastTimes)).ToList();
        await LatenessAsync(site, three, "w", TimeSpan.FromSeconds(1), cancellationToken); // tokens, and what the orgs can do
        var threeLate = await LatenessAsync(site, three, "b", lasts, cancellationToken);
        foreach (var node in site.AllNodes.Skip(1))
        {
            await node.TerminateAsync(cancellationToken);
        }

        var oneLate = await LatenessAsync(site, one, "a", lasts, cancellationToken);
        await Task.WhenAll(site.AllNodes.Skip(1).Select(n => n.StartAsync(cancellationToken)));
        return new ClusterWidth(one.Count, oneLate, three.Count, threeLate);
    }

    private static async Task<double> LatenessAsync(ClusterSite site, IReadOnlyList<string> inboxes, string round, TimeSpan lasts, CancellationToken cancellationToken)
    {
        using var http = site.Http();
        using var end = new CancellationTokenSource(lasts);
        var senders = inboxes.Select(i => new ClusterSender(http, i, site.Secrets.Of(i), TimeSpan.FromSeconds(1), round)).ToList();
        await Task.WhenAll(senders.Select(s => s.RunAsync(end.Token, cancellationToken)));
        var balance = await ClusterBalance.SettledAsync(site, inboxes, senders, cancellationToken);
        var late = balance.Waits.Select(w => (w.Written - w.Taken).TotalSeconds).Order().ToList();
        return late[late.Count / 2];
    }
}
