namespace RelationSync.Benchmarks.Histories;

/// <summary>What the processes of one history share.</summary>
internal sealed class HistoryWorld
{
    public HistoryWorld(HistoryStore store, HistoryPlan plan, Action<string>? print)
    {
        (Store, Plan) = (store, plan);
        Random = new Random(HistorySeed.Fold(plan.Seed, 2));
        Clock = new HistoryClock();
        Trace = new HistoryTrace(Clock, print);
        Faults = new HistoryFaults(plan, Clock, Trace);
        Org = new HistoryOrg(plan.Org, Clock);
        Way = new HistoryWay(Clock, Faults, Trace, Random);
        Scheduler = new HistoryScheduler(Clock, Random, Trace);
    }

    public HistoryStore Store { get; }

    public HistoryPlan Plan { get; }

    public Random Random { get; }

    public HistoryClock Clock { get; }

    public HistoryTrace Trace { get; }

    public HistoryFaults Faults { get; }

    public HistoryOrg Org { get; }

    public HistoryWay Way { get; }

    public HistoryScheduler Scheduler { get; }

    /// <summary>How many there were.</summary>
    public long Commits { get; set; }

    /// <summary>What broke in a way that isn't foreseen.</summary>
    public List<string> Bugs { get; } = [];
}
