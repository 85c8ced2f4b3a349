using RelationSync.Domain.Relation;
using static RelationSync.Tests.Domain.Relation.Shown;

namespace RelationSync.Tests.Domain.Relation;

/// <summary>Windows, periods and retries of the reader.</summary>
public sealed class ScanWindowTests
{
    private const int Boxes = 20;

    [Theory]
    [Trait("Rule", "R-P3")]
    [InlineData(60, 15)]
    [InlineData(3600, 70)]
    [InlineData(864000, 10080)]
    public void Of_ReachesBackOverTheGap(int gapSeconds, int minutes)
    {
        var window = ScanWindow.Of(At(0), At(-gapSeconds));

        Assert.Equal((At(-60 * minutes), null, At(0)), (window.Since, window.Until, window.CompleteThrough));
    }

    [Fact]
    [Trait("Rule", "R-P3")]
    public void Cut_AdvancesSliceBySlice()
    {
        var (through, slices) = (At(-4 * 3600), 0);
        while (ScanWindow.Of(At(0), through).Cut() is { } part)
        {
            Assert.True(part.Since <= through);
            Assert.True(part.CompleteThrough > through);
            Assert.Equal(part.Until, part.CompleteThrough);
            through = part.CompleteThrough;
            slices++;
        }

        Assert.InRange(slices, 3, 30);
        Assert.InRange(through, At(-3600), At(0));
    }

    [Theory]
    [Trait("Rule", "R-P5")]
    [InlineData(1, 5, false, 60)]
    [InlineData(20, 10, false, 60)]
    [InlineData(20, 28, true, 120)]
    [InlineData(40, 20, false, 120)]
    [InlineData(40, 5, false, 80)]
    [InlineData(20, 45, false, 120)]
    public void Period_IsAsShortAsTheBudgetAllows(int pages, double reads, bool idle, int seconds) =>
        Assert.Equal(seconds, ScanPeriod.Of(pages, reads, 50, idle).TotalSeconds, 0);

    [Fact]
    [Trait("Rule", "R-P5")]
    public void Turns_OfTwentyBoxesThatWereScannedTogether_AreSpreadOverThePeriod()
    {
        var (due, period) = (Enumerable.Repeat(At(17), Boxes).ToArray(), ScanPeriod.Longest);
        for (var scans = 0; scans < 4 * Boxes; scans++)
        {
            var (scanned, next) = ScanNext(due, period);
            Assert.InRange(next - scanned, period / 2, period);
        }

        Array.Sort(due);
        Assert.All(due.Zip(due.Skip(1)), pair => Assert.True(pair.Second - pair.First >= period / Boxes / 2));
    }

    /// <summary>A turn counted from that of the box before made 35 scans a minute of 20.</summary>
    [Fact]
    [Trait("Rule", "R-P5")]
    public void Turns_OfPeriodsThatChange_TakeNoMoreScansThanThePeriodsSay()
    {
        var due = Enumerable.Range(0, Boxes).Select(box => At(3 * box)).ToArray();
        var scans = 0;
        for (; due.Min() < At(3600); scans++)
        {
            ScanNext(due, TimeSpan.FromSeconds(60 + (scans * 7 % 11)));
        }

        Assert.InRange(scans, 3600 * Boxes / 70, 3600 * Boxes / 59);
    }

    [Fact]
    [Trait("Rule", "R-P5")]
    public void Turn_OfTheOnlyBox_IsAPeriodAfterTheFormer() => Assert.Equal(At(127), new ScanTurn(ScanPeriod.Longest, []).NextAfter(At(7)));

    [Fact]
    [Trait("Rule", "R-P5")]
    public void Load_OfTwentyBoxesAndFortyFive_IsOverTheBudget() =>
        Assert.True(ScanPeriod.Load(20, 45, ScanPeriod.Longest) > 50);

    [Fact]
    [Trait("Rule", "R-P5")]
    public void Next_LateAndOnTime_ShareSevenToThree()
    {
        var order = new ReadingOrder();
        var late = new DirtyTicket(9, 1, At(-1000));
        var read = Enumerable.Range(0, 1000).Select(_ => order.Next([new DirtyTicket(1, 2, At(0)), new DirtyTicket(2, 3, At(-5))], late)!).ToList();

        Assert.Equal((350, 350, 300), (read.Count(t => t.BoxId == 1), read.Count(t => t.BoxId == 2), read.Count(t => t == late)));
    }

    [Fact]
    [Trait("Rule", "R-P5")]
    public void Next_UnusedShares_FlowOver()
    {
        var order = new ReadingOrder();

        Assert.Equal(9, order.Next([], new DirtyTicket(9, 1, At(-1000)))!.BoxId);
        Assert.Equal(1, order.Next([new DirtyTicket(1, 2, At(0))], null)!.BoxId);
        Assert.Null(order.Next([], null));
    }

    [Fact]
    public void Retries_GrowToHalfAnHour() => Assert.Equal(
        [2, 8, 60, 120, 240, 480, 960, 1800, 1800, 1800],
        Enumerable.Range(1, 9).Append(5000).Select(n => (int)RetryDelays.OfTicket(n).TotalSeconds));

    [Fact]
    public void Retries_OfTheTenant_GrowToTenMinutes() =>
        Assert.Equal([1, 2, 4, 8, 10, 10], Enumerable.Range(1, 5).Append(5000).Select(n => (int)RetryDelays.OfTenant(n).TotalMinutes));

    [Fact]
    public void Looks_GetSeldomAndEndAfterAWeek() => Assert.Equal(
        [5, 15, 60, 360, 360, -1], Enumerable.Range(0, 4).Concat(Enumerable.Range(30, 2)).Select(n => (int)(RetryDelays.OfLook(n)?.TotalMinutes ?? -1)));

    [Fact]
    [Trait("Rule", "R-P5")]
    public void Looks_AtWhatIsHeld_AreFew() => Assert.Equal(
        [5, 15, 60, -1], Enumerable.Range(0, 4).Select(n => (int)(RetryDelays.OfHeldLook(n)?.TotalMinutes ?? -1)));

    [Fact]
    public void Offset_IsTheMedianOfTheLastAnswers()
    {
        var offset = new ClockOffset(TimeSpan.Zero);
        for (var i = 0; i < 20; i++)
        {
            // One answer lies, and all have whole seconds.
            offset.Add(i == 7 ? At(99_999) : At(i + 300), At(i), At(i + 1));
        }

        Assert.Equal(300, offset.Value.TotalSeconds, 1.0);
    }

    [Fact]
    public void Offset_WithinASecond_IsNone()
    {
        var offset = new ClockOffset(TimeSpan.Zero);
        offset.Add(At(0), At(0.4), At(0.8));

        Assert.Equal(TimeSpan.Zero, offset.Value);
    }

    [Fact]
    public void Offset_ForgetsAllButTheLastTwenty()
    {
        var offset = new ClockOffset(TimeSpan.Zero);
        foreach (var ahead in Enumerable.Repeat(300, 20).Concat(Enumerable.Repeat(-300, 11)))
        {
            offset.Add(At(ahead), At(0), At(1));
        }

        Assert.Equal(-300, offset.Value.TotalSeconds, 1.0);
    }

    [Theory]
    [InlineData("9", "10")]
    [InlineData("a10", "a9")]
    [InlineData("10", "a")]
    public void IdOrder_NumbersByValue_OthersByText(string lower, string higher)
    {
        Assert.True(IdOrder.Instance.Compare(lower, higher) < 0);
        Assert.True(IdOrder.Instance.Compare(higher, lower) > 0);
        Assert.Equal(0, IdOrder.Instance.Compare(lower, lower));
    }

    /// <summary>Scans the box that is due first.</summary>
    private static (DateTimeOffset Scanned, DateTimeOffset Next) ScanNext(DateTimeOffset[] due, TimeSpan period)
    {
        var box = Array.IndexOf(due, due.Min());
        var scanned = due[box];
        due[box] = new ScanTurn(period, [.. due.Where((_, other) => other != box)]).NextAfter(scanned);
        return (scanned, due[box]);
    }
}
