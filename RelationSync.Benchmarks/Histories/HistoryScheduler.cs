namespace RelationSync.Benchmarks.Histories;

/// <summary>Chooses by seed which process takes its next step, and how much time passes.</summary>
internal sealed class HistoryScheduler(HistoryClock clock, Random random, HistoryTrace trace)
{
    private const int MostSteps = 100_000;
    private const int MomentsOf = 8;
    private static readonly TimeSpan LongestMoment = TimeSpan.FromMilliseconds(50);

    private readonly List<HistoryLane> _lanes = [];

    public int Steps { get; private set; }

    public bool HasStrayed => _lanes.Exists(l => l.HasStrayed);

    /// <summary>It goes on and on.</summary>
    public bool IsEndless => Steps >= MostSteps;

    /// <summary>After each step, with its process.</summary>
    public Action<HistoryLane> Stepped { get; set; } = _ => { };

    public HistoryLane Open(int number)
    {
        HistoryLane lane = new(number);
        _lanes.Add(lane);
        return lane;
    }

    public void Run(Func<bool> isOver, TimeSpan until)
    {
        while (!isOver() && !IsEndless && !HasStrayed)
        {
            clock.FireDue();
            var ready = 0;
            foreach (var lane in _lanes)
            {
                ready += lane.Ready;
            }

            if (ready == 0)
            {
                if (!clock.Leap(until))
                {
                    return;
                }

                continue;
            }

            Step(random.Next(ready));
            if (random.Next(MomentsOf) == 0)
            {
                clock.Pass(LongestMoment * random.NextDouble());
            }
        }
    }

    /// <summary>Whatever is still under way is left where it is.</summary>
    public void End() => _lanes.ForEach(l => l.Kill());

    private void Step(int which)
    {
        var at = 0;
        while (which >= _lanes[at].Ready)
        {
            which -= _lanes[at++].Ready;
        }

        var lane = _lanes[at];
        Steps++;
        trace.Step(lane.Number, clock.Ticks);
        lane.Step(which);
        Stepped(lane);
    }
}
