using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Figures;

/// <summary>How today's Events kept the promise: from the later of trigger and arrival to the confirmed Event (R-T12).</summary>
/// <param name="Target">The promise.</param>
/// <param name="Latencies">Events by latency, in steps of a three-hundredth of the target; ascending.</param>
/// <param name="Slowest">The slowest Event.</param>
/// <param name="LateWaiting">Actions of today that wait for longer than the target, with no Event yet.</param>
/// <param name="LateArrivals">Events whose operations came in later than the target; measured from their arrival.</param>
public sealed record SlaView(
    TimeSpan Target, ValueList<LatencyStep> Latencies, TimeSpan? Slowest, int LateWaiting, int LateArrivals)
{
    /// <summary>Actions of today that failed, or were settled without an Event.</summary>
    public int Failed { get; init; }

    /// <summary>Bars of the ruler.</summary>
    public const int Bars = 30;

    /// <summary>What a ruler may show, in steps: of five minutes 30 s, 1, 2, 3 or all 5 minutes.</summary>
    private static readonly int[] Parts = [30, 60, 120, 180, LatencySteps.Count];

    /// <summary>How long a step is.</summary>
    public static TimeSpan StepOf(TimeSpan target) => LatencySteps.Of(target);

    /// <summary>Actions of today without an Event.</summary>
    public int Missing => LateWaiting + Failed;

    /// <summary>Events after the target.</summary>
    public int SyncedLate => Synced - OnTime;

    public int Synced => Latencies.Sum(l => l.Count);

    /// <summary>Events within the target.</summary>
    public int OnTime => Latencies.Where(l => l.Step < LatencySteps.Count).Sum(l => l.Count);

    /// <summary>Events after the target, those still to come that are late already, and those that won't come.</summary>
    public int Late => Synced - OnTime + LateWaiting + Failed;

    public int Measured => Synced + LateWaiting + Failed;

    /// <summary>0 to 1; null where nothing was measured today. Rounded down where it is shown: 99.96 % isn't 100 %.</summary>
    public double? Share => Measured == 0 ? null : (double)OnTime / Measured;

    /// <summary>What the ruler shows: the target, or the least part of it that holds all Events within the target.</summary>
    public TimeSpan Range
    {
        get
        {
            var last = Latencies.Where(l => l.Step < LatencySteps.Count).Select(l => l.Step + 1).DefaultIfEmpty(LatencySteps.Count).Max();
            return StepOf(Target) * Parts.First(part => last <= part);
        }
    }

    /// <summary>Events within the target for each bar of the ruler.</summary>
    public IReadOnlyList<int> Histogram()
    {
        var perBar = Math.Max(1, (int)Math.Round(Range / StepOf(Target)) / Bars);
        var bars = new int[Bars];
        foreach (var latency in Latencies.Where(l => l.Step < LatencySteps.Count))
        {
            bars[Math.Clamp(latency.Step / perBar, 0, Bars - 1)] += latency.Count;
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
