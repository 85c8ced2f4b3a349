using RelationSync.Benchmarks.Clustering;
using RelationSync.E2E.Infrastructure;

namespace RelationSync.E2E.Processes;

/// <summary>
/// Three nodes of the former release behind nginx are replaced one after another by the present build, while senders post:
/// the two work beside each other on one store, and nothing is lost or doubled. <c>RELATIONSYNC_FORMER_RELEASE</c> names the folder
/// of a published former release. What is tested without it is the way of doing it: the present build stands in for the former one.
/// </summary>
[Collection(ProcessRuns.Name)]
public sealed class RollingUpgradeTests
{
    [ClusterFact]
    public Task PresentBuild_InPlaceOfItself_LosesAndDoublesNothing() => UpgradeAsync(AppContext.BaseDirectory);

    [ClusterFact(needsFormerRelease: true)]
    public Task PresentBuild_InPlaceOfTheFormerRelease_LosesAndDoublesNothing() => UpgradeAsync(ClusterFactAttribute.FormerRelease!);

    private static async Task UpgradeAsync(string formerRelease)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(8));
        var inboxes = ClusterSite.Inboxes.Take(6).ToList();
        await using var site = await ClusterSite.StartAsync(inboxes, patience.Token, formerRelease);
        using var http = site.Http();
        using var sent = new CancellationTokenSource();
        var senders = inboxes.ConvertAll(i => new ClusterSender(http, i, site.Secrets.Of(i), TimeSpan.FromSeconds(1)));
        var sending = Task.WhenAll(senders.Select(s => s.RunAsync(sent.Token, patience.Token)));
        var visitor = new ClusterVisitor(site.Address, ClusterSite.Email, ClusterSite.Password);
        using var left = new CancellationTokenSource();
        var watching = visitor.RunAsync(left.Token);
        await HoldsAsync(() => visitor.Node is not null, patience.Token);
        var acknowledged = new List<int>();

        foreach (var node in site.AllNodes)
        {
            await node.TerminateAsync(patience.Token);
            node.Release = null;
            await node.StartAsync(patience.Token);
            var before = senders.Sum(s => s.Taken.Count);
            await HoldsAsync(() => senders.Sum(s => s.Taken.Count) >= before + (4 * senders.Count) && visitor.Node is not null, patience.Token); // some of it through each
            acknowledged.Add(senders.Sum(s => s.Taken.Count) - before);
        }

        await sent.CancelAsync();
        await sending;
        var balance = await ClusterBalance.SettledAsync(site, inboxes, senders, patience.Token);
        await left.CancelAsync();
        await watching; // throws where its session was gone

        Assert.Equal((0, 0), (balance.Lost, balance.Doubled));
        Assert.All(acknowledged, a => Assert.True(a > 0));
        Assert.True(visitor.Back > 0);
    }

    private static Task HoldsAsync(Func<bool> isSo, CancellationToken cancellationToken) =>
        Until.TrueAsync(() => Task.FromResult(isSo()), () => "The nodes don't take operations, or the browser isn't back.", cancellationToken);
}
