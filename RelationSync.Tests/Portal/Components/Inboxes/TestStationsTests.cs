using RelationSync.Domain.Actions;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Components.Pages.Inboxes;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Tests.Portal.Components.Inboxes;

[Trait("Rule", "R-T15")]
public sealed class TestStationsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 5, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(ActionStatusCodes.Waiting, 60, null, "Done Current Ahead Ahead")]
    [InlineData(ActionStatusCodes.Waiting, -1, null, "Done Done Current Ahead")]
    [InlineData(ActionStatusCodes.Pending, -1, null, "Done Done Current Ahead")]
    [InlineData(ActionStatusCodes.Pending, -1, "Paused", "Done Done Stopped Ahead")]
    [InlineData(ActionStatusCodes.Syncing, -1, null, "Done Done Current Ahead")]
    [InlineData(ActionStatusCodes.Failed, -1, null, "Done Done Stopped Ahead")]
    [InlineData(ActionStatusCodes.Synced, -1, null, "Done Done Done Done")]
    [InlineData(ActionStatusCodes.Cancelled, -1, null, "Done Done Done Done")]
    public void Stations_OfATest_ShowHowFarItHasCome(string status, int dueIn, string? heldUpBy, string expected) =>
        Assert.Equal(expected, States(Test(status, dueIn, heldUpBy), isTestInbox: false));

    [Theory]
    [InlineData(60, "Done Current Ahead Ahead")]
    [InlineData(-1, "Done Done Done Done")]
    [Trait("Rule", "R-T16")]
    public void Stations_OfATestInbox_EndWithThePreview(int dueIn, string expected) =>
        Assert.Equal(expected, States(Test(dueIn > 0 ? ActionStatusCodes.Waiting : ActionStatusCodes.Pending, dueIn, null), isTestInbox: true));

    [Theory]
    [InlineData(ActionStatusCodes.Waiting, true)]
    [InlineData(ActionStatusCodes.Pending, true)]
    [InlineData(ActionStatusCodes.Failed, false)]
    [InlineData(ActionStatusCodes.Synced, false)]
    public void UnderWay_OnlyWhatMovesByItself(string status, bool expected) =>
        Assert.Equal(expected, TestStations.IsUnderWay(Test(status, 60, null), isTestInbox: false, Now));

    private static string States(ActionDetail test, bool isTestInbox) =>
        string.Join(' ', Enum.GetValues<TestStation>().Select(s => TestStations.Of(s, test, isTestInbox, Now)));

    private static ActionDetail Test(string status, int dueIn, string? heldUpBy)
    {
        var at = Now.AddMinutes(-1);
        var inbox = new InboxName(1, "support", "サポート", "Asia/Tokyo");
        return new ActionDetail(
            new ActionView(1, Guid.NewGuid(), inbox, "mail", "a", status, at, at, Now.AddSeconds(dueIn), null, null, 0, null, null, null, null),
            [], [], [], false, null, null, null, null)
        {
            HeldUpBy = heldUpBy,
        };
    }
}
