using Microsoft.Extensions.Time.Testing;

namespace RelationSync.Tests.Support;

/// <summary>A clock whose wall part can be set apart from its monotonic part, as an administrator or a wrong time server does.</summary>
internal sealed class JumpingTime(FakeTimeProvider inner) : TimeProvider
{
    private TimeSpan _jumped;

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + _jumped;

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);

    /// <summary>Sets the wall clock on by that much, or back; no time passes.</summary>
    public void Jump(TimeSpan by) => _jumped += by;
}
