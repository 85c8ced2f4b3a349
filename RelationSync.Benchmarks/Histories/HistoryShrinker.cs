namespace RelationSync.Benchmarks.Histories;

/// <summary>Takes away of a failing plan what it fails without.</summary>
internal static class HistoryShrinker
{
    private const int MostTries = 300;

    /// <summary>The smallest that was found; it fails too.</summary>
    public static HistoryResult Shrink(HistoryStore store, HistoryResult failing)
    {
        var (smallest, tries) = (failing, 0);
        while (tries < MostTries)
        {
            var tried = Smaller(smallest.Plan).TakeWhile(_ => tries++ < MostTries).Select(plan => HistoryRun.Run(store, plan));
            var smaller = tried.FirstOrDefault(r => r.Problems.Count > 0);
            if (smaller is null)
            {
                break;
            }

            smallest = smaller;
        }

        return smallest;
    }

    private static IEnumerable<HistoryPlan> Smaller(HistoryPlan plan)
    {
        for (var i = 0; i < plan.Activities.Count && plan.Activities.Count > 1; i++)
        {
            yield return plan with { Activities = [.. plan.Activities.Where((_, at) => at != i)] };
        }

        for (var i = 0; i < plan.Faults.Count; i++)
        {
            yield return plan with { Faults = [.. plan.Faults.Where((_, at) => at != i)] };
        }

        if (plan.HasProbes)
        {
            yield return plan with { HasProbes = false };
        }

        if (plan.Wakes)
        {
            yield return plan with { Wakes = false };
        }

        if (plan.Nodes > 1)
        {
            yield return plan with { Nodes = plan.Nodes - 1, Faults = [.. plan.Faults.Where(f => f.Node < plan.Nodes)] };
        }

        foreach (var kind in Plainer(plan.Org))
        {
            yield return plan with { Org = kind };
        }
    }

    private static IEnumerable<HistoryOrgKind> Plainer(HistoryOrgKind kind) => new[]
    {
        kind with { HasStranger = false },
        kind with { TwoUsers = false },
        kind with { CutsSeconds = false },
        kind with { SeesAll = true, Tells = true },
    }.Where(k => k != kind);
}
