namespace RelationSync.Benchmarks.Histories;

/// <summary>The processes of a history: they are killed, stand still, stop, and start again.</summary>
internal sealed class HistoryNodes
{
    private static readonly TimeSpan LongestDown = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan LongestBeside = TimeSpan.FromMilliseconds(1_500);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(35);
    private static readonly TimeSpan LongestJump = TimeSpan.FromHours(26);
    private static readonly TimeSpan LongestOff = TimeSpan.FromMinutes(3);

    private readonly HistoryWorld _world;
    private readonly HistoryNode?[] _nodes;

    /// <summary>Those that stand still until they are overtaken, and from when another process can take their leases.</summary>
    private readonly Dictionary<HistoryLane, TimeSpan> _overtaken = [];

    public HistoryNodes(HistoryWorld world)
    {
        (_world, _nodes) = (world, new HistoryNode?[world.Plan.Nodes]);
        (world.Scheduler.Stepped, world.Way.Left) = (Stepped, CallLeft);
        for (var number = 1; number <= _nodes.Length; number++)
        {
            Start(number);
        }

        foreach (var jump in world.Plan.Faults.Where(f => f.Kind is HistoryFaultKind.ClockJumps))
        {
            world.Clock.After(TimeSpan.FromSeconds(jump.At), () => Jump(jump.Node));
        }
    }

    /// <summary>Those that take operations.</summary>
    public IReadOnlyList<HistoryNode> Serving => [.. _nodes.OfType<HistoryNode>().Where(n => !n.IsStopping)];

    private void Start(int number)
    {
        _nodes[number - 1] = new HistoryNode(_world, _world.Scheduler.Open(number));
        _world.Trace.Note("process starts", number);
    }

    private void Stepped(HistoryLane lane)
    {
        if (_nodes[lane.Number - 1] is not { } node || node.Lane != lane || _world.Faults.OfStep(lane.Number, lane.Steps) is not { } fault)
        {
            return;
        }

        switch (fault.Kind)
        {
            case HistoryFaultKind.Paused:
                Pause(lane, LongestPause * fault.Size);
                break;
            case HistoryFaultKind.Killed:
                End(node, LongestDown * fault.Size);
                break;
            default:
                _world.Faults.LastsUntil(_world.Clock.Elapsed + StopPatience + (LongestDown * fault.Size) + Lease);
                node.Stop(() => End(node, LongestDown * fault.Size));
                _world.Clock.After(StopPatience, () => End(node, LongestDown * fault.Size));
                break;
        }
    }

    private void CallLeft(HistoryLane lane, bool isWrite, HistoryFault? fault)
    {
        if (isWrite)
        {
            GoOnBeside(lane);
        }

        if (fault?.Kind is HistoryFaultKind.Overtaken && _nodes[lane.Number - 1] is { } node && node.Lane == lane)
        {
            _overtaken[lane] = _world.Clock.Elapsed + Lease;
            Pause(lane, LongestPause);
        }
    }

    /// <summary>Those that were overtaken go on while the other's write is under way, or soon after.</summary>
    private void GoOnBeside(HistoryLane writer)
    {
        foreach (var (lane, _) in _overtaken.Where(o => o.Key != writer && o.Value <= _world.Clock.Elapsed).ToList())
        {
            _overtaken.Remove(lane);
            _world.Clock.After(LongestBeside * _world.Random.NextDouble(), () => lane.IsPaused = false);
        }
    }

    private void Pause(HistoryLane lane, TimeSpan time)
    {
        lane.IsPaused = true;
        _world.Faults.LastsUntil(_world.Clock.Elapsed + time);
        _world.Clock.After(time, () => lane.IsPaused = false);
    }

    private void End(HistoryNode node, TimeSpan down)
    {
        if (node.Lane.IsDead)
        {
            return;
        }

        var number = node.Lane.Number;
        node.Lane.Kill();
        _nodes[number - 1] = null;
        _world.Trace.Note("process ends", number);
        _world.Faults.LastsUntil(_world.Clock.Elapsed + down + Lease);
        _world.Clock.After(down, () => Start(number));
    }

    private void Jump(int number)
    {
        if (_nodes[number - 1] is not { } node || _world.Faults.OfClock(number) is not { } fault)
        {
            return;
        }

        var far = (fault.Size * 2) - 1;
        node.Time.Offset = LongestJump * (far * far * far);
        _world.Faults.LastsUntil(_world.Clock.Elapsed + LongestOff);
        _world.Clock.After(LongestOff * Math.Abs(far), () => node.Time.Offset = TimeSpan.Zero);
    }
}
