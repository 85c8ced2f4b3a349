using RelationSync.Benchmarks.Histories;

namespace RelationSync.Tests.Benchmarks;

/// <summary>The simulation itself: a seed decides all of a history, and what a product without faults does keeps the rules.</summary>
public sealed class HistoryRunTests : IDisposable
{
    private readonly HistoryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Run_OneSeedTwice_GivesTheSameTrace()
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            Assert.Equal(HistoryRun.Run(_store, HistoryPlan.Of(seed)).Hash, HistoryRun.Run(_store, HistoryPlan.Of(seed)).Hash);
        }
    }

    [Fact]
    public void Run_WithoutFaults_KeepsTheRulesAndTheTarget()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            Assert.Empty(HistoryRun.Run(_store, HistoryPlan.Of(seed) with { Faults = [], HasProbes = true }).Problems);
        }
    }

    [Fact]
    public void Run_EveryFault_HasItsTurn()
    {
        var plan = HistoryPlan.Of(3);
        foreach (var kind in Enum.GetValues<HistoryFaultKind>())
        {
            // The seed decides which process sends anything: one that sends nothing can't be overtaken.
            Assert.Contains(
                Enumerable.Range(1, plan.Nodes),
                node => HistoryRun.Run(_store, plan with { Faults = [new HistoryFault(kind, 1, node, 0.5)] }).Reached.Contains(kind));
        }
    }
}
