using RelationSync.Portal.RelationApi;

namespace RelationSync.Tests.Portal.RelationApi;

/// <summary>How long catching up takes, as the page says it: tickets over the reads a minute that are free.</summary>
[Trait("Rule", "R-P5")]
public sealed class CatchingUpTests
{
    [Theory]
    [InlineData(100, 0, 10, false, null)]
    [InlineData(100, 1, 10, true, 4)]
    [InlineData(100, 1, 39.5, true, null)]
    [InlineData(100, 1, 45, true, null)]
    public void Of_LateTickets_IsByTheReadsThatAreFree(int waiting, int late, double reads, bool isBehind, int? minutes)
    {
        BudgetSum budget = new(Limit: 60, Left: null, Reserve: 10, Others: 0, Boxes: 10, Pages: 10, PeriodSeconds: 60, Scans: 10, Reads: reads);

        var behind = CatchingUp.Of(waiting, late, budget);

        Assert.Equal((isBehind, minutes), (behind is not null, (int?)behind?.About?.TotalMinutes));
    }
}
