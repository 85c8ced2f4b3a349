using Microsoft.Extensions.Logging.Abstractions;
using RelationSync.Portal.Live;

namespace RelationSync.Tests.Support;

/// <summary>
/// A feed of changes that throttles in real time. By a clock that a test turns, a listener that begins its rest after the
/// turn would never be told again.
/// </summary>
internal static class LiveFeed
{
    public static ChangeFeed New() => new(TimeProvider.System, NullLogger<ChangeFeed>.Instance);
}
