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
internal sealed record ClusterFault(ClusterFaultKind Kind, DateTimeOffset From, DateTimeOffset Healed)
{
    /// <summary>While a node is missing the others go on, but nothing is taken or written without the database.</summary>
    public bool IsOfDatabase => Kind is ClusterFaultKind.DatabaseRestarted or ClusterFaultKind.DatabaseKilled;
}

/// <summary>Breaks the site and mends it.</summary>
internal sealed class ClusterFaults(ClusterSite site, Random random, TimeSpan leastStop, TimeSpan mostStop)
{
    public async Task<ClusterFault> RunAsync(ClusterFaultKind kind, CancellationToken cancellationToken)
    {
        var node = site.AllNodes[random.Next(ClusterSite.Nodes)];
        var stop = leastStop + (random.NextDouble() * (mostStop - leastStop));
        var from = TimeProvider.System.GetUtcNow();
        switch (kind)
        {
            case ClusterFaultKind.NodeKilled:
                await node.KillAsync();
                await Task.Delay(stop, cancellationToken);
                await node.StartAsync(cancellationToken);
                break;
            case ClusterFaultKind.NodeStopped:
                await node.PauseAsync(cancellationToken);
                await Task.Delay(stop, cancellationToken);
                await node.ContinueAsync(cancellationToken);
                break;
            case ClusterFaultKind.NodeCutOff:
                node.CutOff();
                await Task.Delay(stop, cancellationToken);
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

        return new ClusterFault(kind, from, TimeProvider.System.GetUtcNow());
    }
}
