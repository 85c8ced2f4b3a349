using RelationSync.Domain.Relation;
using static RelationSync.Tests.Domain.Relation.Shown;

namespace RelationSync.Tests.Domain.Relation;

/// <summary>A tenant's requests stay below its limit, with a reserve for others.</summary>
[Trait("Rule", "R-P5")]
public sealed class RateBudgetTests
{
    [Fact]
    public void NextAt_NothingSent_IsNow() => Assert.Equal(Nine, new RateBudget(RateState.New, Nine).NextAt(Nine));

    [Fact]
    public void NextAt_WithoutHeaders_NeverExceedsWhatIsAvailableInAnyMinute()
    {
        var budget = new RateBudget(RateState.New, Nine);
        var sent = new List<DateTimeOffset>();
        for (var now = Nine; now < Nine.AddMinutes(10);)
        {
            now = budget.NextAt(now);
            budget.Sent(now);
            sent.Add(now);
        }

        Assert.All(sent, s => Assert.InRange(sent.Count(o => o >= s && o < s.AddMinutes(1)), 1, 50));
        Assert.InRange(sent.Count, 490, 501);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    [InlineData(30)]
    public void NextAt_BesideOthers_KeepsTheReserve(int others)
    {
        // The server's window is the minute; others spread theirs over it.
        var budget = new RateBudget(RateState.New, Nine);
        var counts = new Dictionary<long, int>();
        for (var now = Nine; now < Nine.AddMinutes(20);)
        {
            now = budget.NextAt(now);
            budget.Sent(now);
            var minute = now.ToUnixTimeSeconds() / 60;
            counts[minute] = counts.GetValueOrDefault(minute) + 1;
            var used = counts[minute] + (int)(others * (now.ToUnixTimeMilliseconds() % 60_000) / 60_000);
            Assert.InRange(used, 1, 60);
            budget.Answered(now, 60, 60 - used, DateTimeOffset.FromUnixTimeSeconds((minute + 1) * 60));
        }

        Assert.InRange(budget.State.OthersPerMinute, others * 0.5, others * 1.3);
        Assert.All(counts.Skip(12), c => Assert.InRange(c.Value + others, 1, 60));
        Assert.All(counts.Skip(12).SkipLast(1), c => Assert.InRange(c.Value, 60 - others - 31, 50));
    }

    [Fact]
    public void NextAt_LittleLeft_WaitsForTheReset()
    {
        var budget = new RateBudget(RateState.New, Nine);
        budget.Sent(At(10));
        budget.Answered(At(10), 60, 10, At(60));

        Assert.Equal(At(61), budget.NextAt(At(11)));
    }

    [Fact]
    public void NextAt_AfterAnotherHolder_GoesByWhatIsStored()
    {
        var taken = new RateBudget(new RateState(60, 8, At(60), 0, null), At(20));

        Assert.Equal(At(61), taken.NextAt(At(20)));
    }

    [Fact]
    public void Reached_WaitsForTheResetAndABit()
    {
        var budget = new RateBudget(RateState.New, Nine);
        budget.Reached(At(10), At(60), 0.5);

        Assert.Equal(At(61.5), budget.NextAt(At(10)));
    }

    [Fact]
    public void NextAt_SpreadsRequests()
    {
        var budget = new RateBudget(RateState.New, Nine);
        budget.Sent(At(0));

        Assert.Equal(At(0.5), budget.NextAt(At(0.1)));
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(8, 13)]
    [InlineData(50, 30)]
    public void Reserve_IsWhatOthersNeedAndABit(int others, int reserve) =>
        Assert.Equal(reserve, new RateBudget(RateState.New with { OthersPerMinute = others }, Nine).Reserve);

    [Fact]
    public void Left_IsWhatWeMayStillSend_OrWhatIsLeftOfAll()
    {
        var budget = new RateBudget(RateState.New with { Limit = 60 }, Nine);
        budget.Sent(At(0));
        budget.Sent(At(1));

        Assert.Equal(48, budget.Left(At(2)));
        budget.Answered(At(2), 60, 30, At(60));
        Assert.Equal(30 - budget.Reserve, budget.Left(At(3)));
        budget.Answered(At(4), 60, 1, At(60));
        Assert.Equal(0, budget.Left(At(5)));
        Assert.Equal(budget.Available, budget.Left(At(61)));
    }

    [Fact]
    public void Pause_HoldsUntilThen()
    {
        var budget = new RateBudget(RateState.New, Nine);
        budget.Pause(At(90));

        Assert.Equal(At(90), budget.NextAt(At(0)));
        Assert.Equal(At(91), budget.NextAt(At(91)));
    }
}
