namespace RelationSync.Portal.Storage.Queries;

/// <summary>The ruler of latencies: the target in so many steps.</summary>
internal static class LatencySteps
{
    public const int Count = 300;

    public static TimeSpan Of(TimeSpan target) => target / Count;

    /// <summary>What is shorter is within the target, in ticks.</summary>
    public static long Limit(TimeSpan target) => Of(target).Ticks * Count;
}
