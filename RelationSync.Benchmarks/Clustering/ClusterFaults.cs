namespace RelationSync.Benchmarks.Clustering;

/// <summary>What is done to the site.</summary>
internal enum ClusterFaultKind
{
    NodeKilled,
    NodeStopped,
    NodeCutOff,
    DatabaseRestarted,
    DatabaseKilled,
}

/// <summary>One fault that was done, and when.</summary>
/// <param name="Kind">What.</param>
/// <param name="From">When it began.</param>
/// <param name="Healed">When all was there again.</param>
/// <param name="Cut">Browsers that it certainly cut off: those of a killed node.</param>
internal sealed record ClusterFault(ClusterFaultKind Kind, DateTimeOffset From, DateTimeOffset Healed, int Cut)
{
    /// <summary>While a node is missing the others go on, but nothing is taken or written without the database.</summary>
    public bool IsOfDatabase => Kind is ClusterFaultKind.DatabaseRestarted or ClusterFaultKind.DatabaseKilled;
}

/// <summary>Breaks the site and mends it.</summary>
/// <param name="site">What is broken.</param>
/// <param name="visitors">Its browsers.</param>
/// <param name="random">Chooses the node and how long it is away.</param>
/// <param name="leastStop">A node is stopped for at least this long.</param>
/// <param name="mostStop">And at most for this long.</param>
internal sealed class ClusterFaults(ClusterSite site, IReadOnlyList<ClusterVisitor> visitors, Random random, TimeSpan leastStop, TimeSpan mostStop)
{
    public async Task<ClusterFault> RunAsync(ClusterFaultKind kind, CancellationToken cancellationToken)
    {
        var node = kind is ClusterFaultKind.NodeKilled ? ServingNode() : site.AllNodes[random.Next(ClusterSite.Nodes)];
        var stop = Between(leastStop, mostStop);
        var away = Between(ClusterSite.Lease / 2, ClusterSite.Lease * 3);
        var cut = kind is ClusterFaultKind.NodeKilled ? visitors.Count(v => v.Node == node.Port) : 0;
        var from = TimeProvider.System.GetUtcNow();
        switch (kind)
        {
            case ClusterFaultKind.NodeKilled:
                await node.KillAsync();
                await Task.Delay(away, cancellationToken);
                await node.StartAsync(cancellationToken);
                break;
            case ClusterFaultKind.NodeStopped:
                await node.PauseAsync(cancellationToken);
                await Task.Delay(stop, cancellationToken);
                await node.ContinueAsync(cancellationToken);
                break;
            case ClusterFaultKind.NodeCutOff:
                node.CutOff();
                await Task.Delay(away, cancellationToken);
                node.Rejoin();
                break;
            case ClusterFaultKind.DatabaseRestarted:
                await site.Database.StopAsync(cancellationToken);
                await site.Database.UpAsync(cancellationToken);
                break;
            case ClusterFaultKind.DatabaseKilled:
                await site.Database.KillAsync(cancellationToken);
                await site.Database.UpAsync(cancellationToken);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such fault");
        }

        return new ClusterFault(kind, from, TimeProvider.System.GetUtcNow(), cut);
    }

    private TimeSpan Between(TimeSpan least, TimeSpan most) => least + (random.NextDouble() * (most - least));

    /// <summary>One that a browser is on, if there is one: where its node dies, a browser has to come back.</summary>
    private ClusterNode ServingNode()
    {
        var serving = site.AllNodes.Where(n => visitors.Any(v => v.Node == n.Port)).DefaultIfEmpty(site.AllNodes[0]).ToList();
        return serving[random.Next(serving.Count)];
    }
}
