using RelationSync.Domain.Relation;

namespace RelationSync.Tests.Domain.Relation;

[Trait("Rule", "R-T4")]
public sealed class VanishedLookTests
{
    private static readonly DateTimeOffset Sent = new(2026, 6, 1, 1, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 3, false)]
    [InlineData(1, 4, true)]
    [InlineData(20, 39, false)]
    [InlineData(20, 40, true)]
    public void IsDue_AfterTheMessagesAgeAtTheLastRead(int readAfter, int now, bool due) =>
        Assert.Equal(due, VanishedLook.IsDue(Sent, Sent.AddMinutes(readAfter), Sent.AddMinutes(now)));

    /// <summary>A schedule's last change may lie after the read by which it is known, by a second.</summary>
    [Fact]
    public void IsDue_ChangedAfterTheRead_WaitsTheShortestTime() =>
        Assert.True(VanishedLook.IsDue(Sent.AddSeconds(1), Sent, Sent.AddMinutes(3)));

    [Fact]
    [Trait("Rule", "R-P5")]
    public void IsDue_ThatStaysAbsent_TakesFewReadsInThreeDays()
    {
        var (readAt, reads) = (Sent.AddMinutes(1), 0);
        for (var now = readAt; now < Sent.AddDays(3); now = now.AddMinutes(1))
        {
            if (VanishedLook.IsDue(Sent, readAt, now))
            {
                (readAt, reads) = (now, reads + 1);
            }
        }

        Assert.InRange(reads, 8, 12);
    }
}
