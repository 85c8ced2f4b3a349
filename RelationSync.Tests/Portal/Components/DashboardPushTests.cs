using Bunit;
using Microsoft.AspNetCore.Components;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Components.Pages.Dashboard;
using RelationSync.Portal.Live;

namespace RelationSync.Tests.Portal.Components;

/// <summary>Only what has changed is drawn again.</summary>
public sealed class DashboardPushTests : RoomsContext
{
    [Fact]
    public void Push_OfAnotherPart_DrawsOnlyThatOne()
    {
        var quiet = Store.AddInbox("quiet");
        var busy = Store.AddInbox("busy");
        Store.AddConnection(quiet);
        Store.AddConnection(busy);
        Store.AddAction(quiet, ActionStatus.Synced, age: TimeSpan.FromSeconds(78));
        var page = Render<DashboardPage>();
        page.WaitForElement("[data-testid=reconciliation-all]");
        var still = Others(page);
        var (figures, row) = (Count<KpiCards>(page), Row(page, "busy"));

        Store.AddAction(busy, ActionStatus.Pending, age: TimeSpan.FromSeconds(34));
        Push(busy.Id);

        page.WaitForAssertion(() => Assert.StartsWith("同期待ち1件", TextOf(page, "kpi-pending"), StringComparison.Ordinal));
        Assert.Equal((figures + 1, row + 1), (Count<KpiCards>(page), Row(page, "busy")));
        Assert.Equal(still, Others(page));
    }

    [Fact]
    public void Push_OfNothingNew_DrawsNoPart()
    {
        var inbox = Store.AddInbox("support");
        Store.AddConnection(inbox);
        var page = Render<DashboardPage>();
        page.WaitForElement("[data-testid=reconciliation-all]");
        var (cards, whole) = (Cards(page), page.RenderCount);

        Push(inbox.Id);

        page.WaitForAssertion(() => Assert.True(page.RenderCount > whole));
        Assert.Equal(cards, Cards(page));
    }

    [Fact]
    public void Feed_Paused_StandsStillUntilItIsLetGo()
    {
        var inbox = Store.AddInbox("support");
        Store.AddConnection(inbox);
        var page = Render<DashboardPage>();
        page.WaitForElement("[data-testid=feed-pause]").Click();
        Store.AddAction(inbox, ActionStatus.Synced, subject: "後から");
        Push(inbox.Id);
        page.WaitForAssertion(() => Assert.StartsWith("本日の同期1件", TextOf(page, "kpi-synced-today"), StringComparison.Ordinal));
        Assert.DoesNotContain("後から", TextOf(page, "dashboard-feed"), StringComparison.Ordinal);
        Assert.Equal("true", page.Find("[data-testid=feed-pause]").GetAttribute("aria-pressed"));

        page.Find("[data-testid=feed-pause]").Click();

        page.WaitForAssertion(() => Assert.Contains("後から", TextOf(page, "dashboard-feed"), StringComparison.Ordinal));
    }

    [Fact]
    public void Feed_PointerLeavesWhileTheFocusIsInIt_StandsStill()
    {
        var inbox = Store.AddInbox("support");
        Store.AddConnection(inbox);
        Store.AddAction(inbox, ActionStatus.Synced, subject: "先");
        var page = Render<DashboardPage>();
        page.WaitForElement(".feed").TriggerEvent("onmouseenter", EventArgs.Empty);
        page.Find(".feed").TriggerEvent("onfocusin", EventArgs.Empty);
        page.Find(".feed").TriggerEvent("onmouseleave", EventArgs.Empty);

        Store.AddAction(inbox, ActionStatus.Synced, subject: "後から");
        Push(inbox.Id);

        page.WaitForAssertion(() => Assert.StartsWith("本日の同期2件", TextOf(page, "kpi-synced-today"), StringComparison.Ordinal));
        Assert.DoesNotContain("後から", TextOf(page, "dashboard-feed"), StringComparison.Ordinal);
    }

    private static int Count<T>(IRenderedComponent<DashboardPage> page)
        where T : IComponent => page.FindComponent<T>().RenderCount;

    private static int Row(IRenderedComponent<DashboardPage> page, string inbox) =>
        page.FindComponents<ConnectionRow>().Single(r => r.Instance.Row.Inbox.Key == inbox).RenderCount;

    private static int[] Others(IRenderedComponent<DashboardPage> page) =>
        [Count<SlaCard>(page), Count<FeedCard>(page), Count<AttentionList>(page), Count<ThroughputCard>(page), Row(page, "quiet")];

    private static int[] Cards(IRenderedComponent<DashboardPage> page) =>
    [
        Count<SlaCard>(page), Count<FeedCard>(page), Count<AttentionList>(page), Count<ThroughputCard>(page), Count<KpiCards>(page), Count<ConnectionRow>(page),
    ];

    private void Push(long inboxId)
    {
        Time.Advance(TimeSpan.FromSeconds(2));
        Feed.Publish(ChangeTopic.Actions, inboxId);
    }
}
