using RelationSync.Domain.Sync;

namespace RelationSync.Tests.Domain.Sync;

public sealed class CallBudgetTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 1000, 10)]
    [InlineData(100, 1000, 1000)]
    [InlineData(1, 50, 1)]
    [InlineData(100, int.MaxValue, int.MaxValue)]
    public void Allowed_Share_IsAtLeastOneCall(int percent, int max, int expected) => Assert.Equal(expected, CallBudget.Allowed(percent, max));

    [Fact]
    public void Allowed_NoBudgetOrLimitUnknown_Null()
    {
        Assert.Null(CallBudget.Allowed(null, 1000));
        Assert.Null(CallBudget.Allowed(1, null));
    }

    [Fact]
    public void Counts_Quarter_UntilAllOfItIsADayOld()
    {
        var quarter = CallBudget.QuarterOf(Noon.AddMinutes(14).AddSeconds(59));

        Assert.Equal(Noon, quarter);
        Assert.True(CallBudget.Counts(quarter, Noon.AddHours(24).AddMinutes(15).AddTicks(-1)));
        Assert.False(CallBudget.Counts(quarter, Noon.AddHours(24).AddMinutes(15)));
    }

    [Theory]
    [InlineData(6, 10, false)]
    [InlineData(5, 10, true)]
    [InlineData(2, 3, false)]
    [InlineData(0, 3, true)]
    [InlineData(901, 1000, false)]
    [InlineData(900, 1000, true)]
    public void HasRoom_ATenthButFiveCalls(int used, int allowed, bool expected) => Assert.Equal(expected, CallBudget.HasRoom(used, allowed));

    [Fact]
    public void ResumesAt_TheQuarterWhoseEndGivesRoom()
    {
        Dictionary<DateTimeOffset, int> quarters = new() { [Noon.AddMinutes(-15)] = 3, [Noon] = 2, [Noon.AddHours(1)] = 5 };

        Assert.Equal(Noon.AddHours(24).AddMinutes(15), CallBudget.ResumesAt(quarters, 10, Noon.AddHours(2)));
        Assert.Equal(Noon.AddHours(2), CallBudget.ResumesAt(quarters, 100, Noon.AddHours(2)));
    }
}
