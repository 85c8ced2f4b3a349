using RelationSync.Domain.Sync;

namespace RelationSync.Tests.Domain.Sync;

[Trait("Rule", "R-T12")]
public sealed class WakePaceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private static readonly WakePace Pace = new(TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1));

    [Fact]
    public void NextAt_NothingDrainedLately_LingersForTwoSeconds()
    {
        Assert.Equal(Noon.AddSeconds(2), Pace.NextAt(Noon, null, Room(), Noon.AddSeconds(-30)));
        Assert.Equal(Noon.AddSeconds(2), Pace.NextAt(Noon, Noon.AddSeconds(-13), Room(), Noon));
    }

    [Fact]
    public void NextAt_DrainedLately_WaitsOutTheInterval() => Assert.Equal(Noon.AddSeconds(11), Pace.NextAt(Noon, Noon.AddSeconds(-4), Room(), Noon));

    [Fact]
    public void NextAt_LastDrainInTheFuture_WaitsNoLongerThanTheInterval() =>
        Assert.Equal(Noon.AddSeconds(15), Pace.NextAt(Noon.AddHours(-1), Noon.AddHours(3), Room(), Noon));

    [Theory]
    [InlineData(15)]
    [InlineData(60)]
    public void Wakes_ZeroOrNoShorterThanTheTick_Never(int tick)
    {
        Assert.False(new WakePace(TimeSpan.Zero, TimeSpan.FromSeconds(tick)).Wakes);
        Assert.Equal(tick < 60, !new WakePace(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(tick)).Wakes);
    }

    // Half a day is left: at 100 calls an hour, 1,200 more.
    [Theory]
    [InlineData(null, 100, 15)]
    [InlineData(2400, 100, 15)]
    [InlineData(2399, 4000, 60)]
    [InlineData(10_000, 900, 25)]
    [InlineData(100_000, 900, 15)]
    [InlineData(10, 100, 60)]
    [InlineData(0, 0, 60)]
    [InlineData(-5, 1, 60)]
    [Trait("Rule", "R-L1")]
    public void IntervalOf_CallsLeft_WidensToTheTickAsTheyRunDown(int? left, int lastHour, int seconds) =>
        Assert.Equal(seconds, (int)Pace.IntervalOf(Room(left, lastHour), Noon).TotalSeconds);

    [Fact]
    public void IntervalOf_TheSameCallsBeforeMidnight_AreEnough()
    {
        Assert.Equal(Pace.Tick, Pace.IntervalOf(Room(1000, 200), Noon));
        Assert.Equal(Pace.Shortest, Pace.IntervalOf(Room(1000, 200), Noon.AddHours(11)));
    }

    [Fact]
    public void UntilMidnight_IsTheInboxsOwn() =>
        Assert.Equal(TimeSpan.FromHours(3), new CallRoom(null, 0, TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo")).UntilMidnight(Noon));

    [Theory]
    [InlineData(10, null, null, null, null)]
    [InlineData(10, 100, null, null, 90)]
    [InlineData(10, null, 40, 100, 60)]
    [InlineData(10, 20, 40, 100, 10)]
    [InlineData(10, 90, 40, 100, 60)]
    public void LeftOf_BudgetAndLimit_IsTheNearer(int used, int? allowed, int? orgUsed, int? orgMax, int? left) =>
        Assert.Equal(left, CallRoom.LeftOf(used, allowed, orgUsed, orgMax));

    private static CallRoom Room(int? left = null, int lastHour = 0) => new(left, lastHour, TimeZoneInfo.Utc);
}
