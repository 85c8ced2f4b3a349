using System.Diagnostics;

namespace RelationSync.Portal.Foundation;

/// <summary>
/// What is traced: the intake's requests, drains, calls to Salesforce, and what an activity's actions go through. Nobody listens, and
/// nothing is made, unless traces are exported.
/// </summary>
internal static class Tracing
{
    public const string SourceName = "RelationSync";

    public static readonly ActivitySource Source = new(SourceName);

    /// <summary>The trace of an activity: its id is the activity's key, so that every node knows it and nothing has to be stored.</summary>
    /// <param name="activityKey">16 bytes.</param>
    public static ActivityContext OfActivity(ReadOnlySpan<byte> activityKey) => new(
        ActivityTraceId.CreateFromBytes(activityKey), ActivitySpanId.CreateFromBytes(activityKey[..8]), ActivityTraceFlags.Recorded, isRemote: true);

    /// <summary>What is under way here, for a span of another trace to point at.</summary>
    public static IEnumerable<ActivityLink> LinkToCurrent() => Activity.Current is { } current ? [new ActivityLink(current.Context)] : [];

    /// <summary>Starts a span of another trace without making it the current one.</summary>
    public static Activity? StartBeside(string name, ActivityContext parent, DateTimeOffset startedAt = default)
    {
        var current = Activity.Current;
        var span = Source.StartActivity(name, ActivityKind.Internal, parent, null, LinkToCurrent(), startedAt);
        Activity.Current = current;
        return span;
    }
}
