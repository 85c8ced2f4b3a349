namespace RelationSync.Benchmarks.Histories;

/// <summary>The faults of a plan as they have their turns, and until when what they did lasts.</summary>
internal sealed class HistoryFaults(HistoryPlan plan, HistoryClock clock, HistoryTrace trace)
{
    private static readonly TimeSpan LongestSpell = TimeSpan.FromMinutes(3);

    private readonly List<HistoryFault> _left = [.. plan.Faults];
    private int _calls;
    private int _commits;
    private int _openings;
    private TimeSpan _limitUntil;
    private TimeSpan _awayUntil;
    private TimeSpan _fullUntil;

    /// <summary>Those that had their turn.</summary>
    public HashSet<HistoryFaultKind> Reached { get; } = [];

    /// <summary>Nothing that a fault did goes on after that.</summary>
    public TimeSpan EndedAt { get; private set; }

    /// <summary>None is to come any more.</summary>
    public bool AreOver => clock.Elapsed >= HistoryPlan.FaultsUntil || _left.Count == 0;

    public bool IsOrgAway => clock.Elapsed < _awayUntil;

    public bool IsLimitReached => clock.Elapsed < _limitUntil;

    public bool IsDiskFull => clock.Elapsed < _fullUntil;

    public HistoryFault? OfCall(int node)
    {
        _calls++;
        var fault = Take(f => f.At <= _calls && (f.Kind <= HistoryFaultKind.OrgAway || (f.Kind is HistoryFaultKind.Overtaken && f.Node == node)));
        if (fault?.Kind is HistoryFaultKind.OrgLimit)
        {
            _limitUntil = Spell(fault);
        }
        else if (fault?.Kind is HistoryFaultKind.OrgAway)
        {
            _awayUntil = Spell(fault);
        }

        return fault;
    }

    public HistoryFault? OfCommit()
    {
        _commits++;
        var fault = Take(f => f.Kind is HistoryFaultKind.CommitRefused or HistoryFaultKind.CommitUnanswered or HistoryFaultKind.DiskFull
            && f.At <= _commits);
        if (fault?.Kind is HistoryFaultKind.DiskFull)
        {
            _fullUntil = Spell(fault);
        }

        return fault;
    }

    public HistoryFault? OfOpening()
    {
        _openings++;
        return Take(f => f.Kind is HistoryFaultKind.StoreAway && f.At <= _openings);
    }

    public HistoryFault? OfStep(int node, int steps) =>
        Take(f => f.Kind is HistoryFaultKind.Killed or HistoryFaultKind.Paused or HistoryFaultKind.Stopped && f.Node == node && f.At <= steps);

    public HistoryFault? OfClock(int node) =>
        Take(f => f.Kind is HistoryFaultKind.ClockJumps && f.Node == node && f.At <= clock.Elapsed.TotalSeconds);

    /// <summary>What a fault did goes on until then.</summary>
    public void LastsUntil(TimeSpan time) => EndedAt = time > EndedAt ? time : EndedAt;

    /// <summary>What had no turn by now has none any more.</summary>
    public void GiveUp() => _left.Clear();

    private HistoryFault? Take(Predicate<HistoryFault> has)
    {
        if (_left.Count == 0 || clock.Elapsed >= HistoryPlan.FaultsUntil || _left.FindIndex(has) is not (var at and >= 0))
        {
            return null;
        }

        var fault = _left[at];
        _left.RemoveAt(at);
        Reached.Add(fault.Kind);
        LastsUntil(clock.Elapsed);
        trace.Note("fault", (int)fault.Kind, fault.ToString);
        return fault;
    }

    private TimeSpan Spell(HistoryFault fault)
    {
        var until = clock.Elapsed + (LongestSpell * fault.Size);
        LastsUntil(until);
        return until;
    }
}
