using RelationSync.Domain.Actions;

namespace RelationSync.Tests.Domain.Actions;

public sealed class ActionStatusCodesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(ActionStatus.Half, 0, "waiting")]
    [InlineData(ActionStatus.Held, 1, "waiting")]
    [InlineData(ActionStatus.Held, 0, "pending")]
    [InlineData(ActionStatus.Held, -1, "pending")]
    [InlineData(ActionStatus.Pending, 1, "pending")]
    [InlineData(ActionStatus.Syncing, 0, "syncing")]
    [InlineData(ActionStatus.Synced, 0, "synced")]
    [InlineData(ActionStatus.Failed, 0, "failed")]
    [InlineData(ActionStatus.Cancelled, 0, "cancelled")]
    public void Of_HeldUntilItIsDue(ActionStatus status, int dueInTicks, string expected) =>
        Assert.Equal(expected, ActionStatusCodes.Of(status, Noon.AddTicks(dueInTicks), Noon));

    [Fact]
    public void All_AreTheCodesOfEveryStatus() => Assert.Equal(
        ActionStatusCodes.All.Order(StringComparer.Ordinal),
        Enum.GetValues<ActionStatus>().SelectMany(s => new[] { ActionStatusCodes.Of(s, Noon, Noon), ActionStatusCodes.Of(s, Noon.AddTicks(1), Noon) })
            .Distinct().Order(StringComparer.Ordinal));
}
