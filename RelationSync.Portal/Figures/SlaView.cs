using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Figures;

/// <summary>How today's Events kept the promise: from the later of trigger and arrival to the confirmed Event (R-T12).</summary>
/// <param name="Target">The promise.</param>
/// <param name="Latencies">Events by latency, in steps of a three-hundredth of the target; ascending.</param>
/// <param name="Slowest">The slowest Event.</param>
/// <param name="LateWaiting">Actions that wait for longer than the target, with no Event yet.</param>
/// <param name="LateArrivals">Events whose operations came in later than the target; measured from their arrival.</param>
public sealed record SlaView(
    TimeSpan Target, ValueList<LatencyStep> Latencies, TimeSpan? Slowest, int LateWaiting, int LateArrivals)
{
    /// <summary>Actions of today that failed, or were settled without an Event.</summary>
    public int Failed { get; init; }

    /// <summary>Bars of the ruler, 10 s each at five minutes.</summary>
    public const int Bars = 30;

    private const int StepsPerBar = 10;

    /// <summary>How long a step is.</summary>
    public static TimeSpan StepOf(TimeSpan target) => target / (Bars * StepsPerBar);

    public int Synced => Latencies.Sum(l => l.Count);

    /// <summary>Events within the target.</summary>
    public int OnTime => Latencies.Where(l => l.Step < Bars * StepsPerBar).Sum(l => l.Count);

    /// <summary>Events after the target, those still to come that are late already, and those that won't come.</summary>
    public int Late => Synced - OnTime + LateWaiting + Failed;

    public int Measured => Synced + LateWaiting + Failed;

    /// <summary>0 to 1; null where nothing was measured today. Rounded down where it is shown: 99.96 % isn't 100 %.</summary>
    public double? Share => Measured == 0 ? null : (double)OnTime / Measured;

    /// <summary>Events within the target for each bar of the ruler.</summary>
    public IReadOnlyList<int> Histogram()
    {
        var bars = new int[Bars];
        foreach (var latency in Latencies.Where(l => l.Step < Bars * StepsPerBar))
        {
            bars[Math.Max(0, latency.Step / StepsPerBar)] += latency.Count;
        }

        return bars;
    }

    /// <summary>The latency that this share of today's Events kept (nearest rank, to the end of its step); null where there is none.</summary>
    public TimeSpan? Percentile(double share)
    {
        var rank = (int)Math.Ceiling(share * Synced);
        foreach (var latency in Latencies)
        {
            rank -= latency.Count;
            if (rank <= 0 && latency.Count > 0)
            {
                var end = StepOf(Target) * (latency.Step + 1);
                return Slowest < end ? Slowest : end;
            }
        }

        return null;
    }
}

/// <summary>So many Events took from <paramref name="Step"/> to the next step.</summary>
public sealed record LatencyStep(int Step, int Count);
