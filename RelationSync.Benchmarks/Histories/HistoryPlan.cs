namespace RelationSync.Benchmarks.Histories;

/// <summary>All that a seed decides beforehand. What is left out of a plan leaves the rest as it is.</summary>
internal sealed record HistoryPlan(
    long Seed, int Nodes, HistoryOrgKind Org, bool Wakes, bool HasProbes, IReadOnlyList<HistoryActivity> Activities,
        IReadOnlyList<HistoryFault> Faults)
{
    /// <summary>Faults that have had no turn by then have none any more.</summary>
    public static readonly TimeSpan FaultsUntil = TimeSpan.FromMinutes(6);

    private static readonly TimeSpan ActivitiesFrom = TimeSpan.FromSeconds(5);
    private const int ActivitiesWithin = 100;

    public static HistoryPlan Of(long seed)
    {
        Random random = new(HistorySeed.Fold(seed, 1));
        var org = HistoryOrgKind.Of(random);
        var nodes = random.Next(4) == 0 ? 3 : 2;
        HistoryScript script = new(random);
        List<HistoryActivity> activities = [];
        for (var (number, count) = (1, 1 + random.Next(5)); number <= count; number++)
        {
            activities.AddRange(script.Make(number, 1 + random.Next(2), ActivitiesFrom + TimeSpan.FromSeconds(random.Next(ActivitiesWithin))));
        }

        List<HistoryFault> faults = [];
        for (var left = random.Next(5); left > 0; left--)
        {
            faults.Add(FaultOf(random, nodes));
        }

        return new HistoryPlan(seed, nodes, org, random.Next(2) == 0, random.Next(3) == 0, activities, faults);
    }

    private static HistoryFault FaultOf(Random random, int nodes)
    {
        var kind = (HistoryFaultKind)random.Next(Enum.GetValues<HistoryFaultKind>().Length);
        var at = kind switch
        {
            <= HistoryFaultKind.OrgAway or HistoryFaultKind.Overtaken => 1 + random.Next(12),
            HistoryFaultKind.Killed or HistoryFaultKind.Paused or HistoryFaultKind.Stopped => 1 + random.Next(random.Next(2) == 0 ? 80 : 250),
            HistoryFaultKind.ClockJumps => random.Next(240),
            _ => 1 + random.Next(40),
        };
        return new HistoryFault(kind, at, 1 + random.Next(nodes), random.NextDouble());
    }
}
