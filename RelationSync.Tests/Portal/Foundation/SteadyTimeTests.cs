using Microsoft.Extensions.Time.Testing;
using RelationSync.Portal.Foundation;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Foundation;

public sealed class SteadyTimeTests
{
    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    public void WallClockJumps_TimeGoesOnAsItPasses(int minutes)
    {
        var clock = new FakeTimeProvider();
        var wall = new JumpingTime(clock);
        var steady = new SteadyTime(wall);
        var start = steady.GetUtcNow();

        wall.Jump(TimeSpan.FromMinutes(minutes));
        clock.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal(start.AddSeconds(7), steady.GetUtcNow());
    }
}
