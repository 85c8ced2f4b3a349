namespace RelationSync.E2E.Infrastructure;

/// <summary>How long a portal in demo mode takes its time.</summary>
internal sealed record DemoTimes(string DrainInterval, string SendCancelGrace, string ReorderGrace)
{
    /// <summary>As short as a journey can bear.</summary>
    public static readonly DemoTimes Short = new("00:00:01", "00:00:02", "00:00:01");

    /// <summary>Half of what a real one is set to: pictures show latencies as they are.</summary>
    public static readonly DemoTimes Lifelike = new("00:00:30", "00:00:30", "00:00:15");
}
