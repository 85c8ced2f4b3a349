using Bunit;
using Microsoft.AspNetCore.Components;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Channels;
using RelationSync.Portal.Components.Pages.Dashboard;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.Components;

public sealed class DashboardPageTests : RoomsContext
{
    [Fact]
    public void Dashboard_WithActions_ShowsItsFigures()
    {
        var inbox = Store.AddInbox("support", name: "サポート窓口");
        Store.AddConnection(inbox);
        Store.AddAction(inbox, ActionStatus.Pending, age: TimeSpan.FromSeconds(34));
        Store.AddAction(inbox, ActionStatus.Held, due: TimeSpan.FromSeconds(20));
        Store.AddAction(inbox, ActionStatus.Failed);
        Store.AddAction(inbox, ActionStatus.Synced, age: TimeSpan.FromSeconds(78), channel: Channel.Sms);

        var page = RenderPage();

        Assert.StartsWith("同期待ち1件", TextOf(page, "kpi-pending"), StringComparison.Ordinal);
        Assert.Contains("34秒", TextOf(page, "kpi-oldest-pending"), StringComparison.Ordinal);
        Assert.StartsWith("本日の同期1件", TextOf(page, "kpi-synced-today"), StringComparison.Ordinal);
        Assert.StartsWith("失敗1件", TextOf(page, "kpi-failed"), StringComparison.Ordinal);
        Assert.Contains("50.0%", TextOf(page, "kpi-sla"), StringComparison.Ordinal);
        Assert.Contains("p501分18秒", TextOf(page, "kpi-sla"), StringComparison.Ordinal);
        Assert.Contains("5分以内 1件", page.Find("[data-testid=dashboard-chart]").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Contains("【SMS】", TextOf(page, "dashboard-feed"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("78", "p50 · p95 · p99")]
    [InlineData("20,22,25,28,30,32,35,150", "p50|p95 · p99")]
    [InlineData("280", "p50 · p95 · p99")]
    [InlineData("10,10,10,10,10,10,100,900", "p50")]
    public void Chart_MarksThatAreClose_ShareOneName(string latencies, string names)
    {
        var inbox = Store.AddInbox("support");
        Store.AddConnection(inbox);
        foreach (var latency in latencies.Split(','))
        {
            Store.AddAction(inbox, ActionStatus.Synced, age: TimeSpan.FromSeconds(int.Parse(latency, System.Globalization.CultureInfo.InvariantCulture)));
        }

        var page = RenderPage();

        Assert.Equal(names, string.Join('|', page.FindAll("[data-testid=chart-mark]").Select(m => m.TextContent)));
    }

    [Theory]
    [InlineData(10, null)]
    [InlineData(13, "ほか3件の連携を見る")]
    public void Dashboard_WithManyConnections_ShowsTenAndLeadsToTheOthers(int connections, string? more)
    {
        for (var i = 0; i < connections; i++)
        {
            var gone = i == 12;
            Store.AddConnection(Store.AddInbox($"inbox-{i:00}"), c => c.Authorization.GoneAt = gone ? TestStore.Now : null);
        }

        var card = RenderPage().Find("[aria-labelledby=h-connections]");

        Assert.Equal(10, card.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(more is null ? "inbox-00" : "inbox-12", card.QuerySelector("tbody tr .mono")!.TextContent);
        Assert.Equal(more, card.QuerySelector(".more a")?.TextContent);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Dashboard_WithFewConnections_LeavesNoEmptyColumn(int connections, bool isWide)
    {
        for (var i = 0; i < connections; i++)
        {
            Store.AddConnection(Store.AddInbox($"inbox-{i}"));
        }

        Assert.Equal(isWide, RenderPage().Find(".cards").ClassList.Contains("few"));
    }

    [Fact]
    public void Dashboard_AChangeIsPublished_MovesByItself()
    {
        var inbox = Store.AddInbox("support");
        Store.AddConnection(inbox);
        var page = RenderPage();

        Store.AddAction(inbox, ActionStatus.Failed);
        Time.Advance(TimeSpan.FromSeconds(2));
        Feed.Publish(ChangeTopic.Actions, inbox.Id);

        page.WaitForAssertion(() => Assert.StartsWith("失敗1件", TextOf(page, "kpi-failed"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, "待っているアクションはありません")]
    [InlineData(2, "2件が待っています")]
    public void Dashboard_AuthorisationGone_TellsWhatWaits(int pending, string words)
    {
        var inbox = Store.AddInbox("support");
        Store.AddConnection(inbox, c => c.Authorization.GoneAt = TestStore.Now);
        for (var i = 0; i < pending; i++)
        {
            Store.AddAction(inbox, ActionStatus.Pending);
        }

        Assert.Contains(words, TextOf(RenderPage(), "dashboard-attention"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Dashboard_ASilentInboxWithoutConnection_NeedsSomebody(bool isAnotherConnected)
    {
        if (isAnotherConnected)
        {
            Store.AddConnection(Store.AddInbox("support"));
        }

        Store.Save(new Inbox
        {
            Key = "quiet",
            Name = "静かな受信箱",
            TimeZone = "Asia/Tokyo",
            SecretProtected = "-",
            CreatedAt = TestStore.Now.AddDays(-2),
            SilentAfterMinutes = 60,
            SilenceWatchedFrom = TestStore.Now.AddDays(-1),
        });

        var page = RenderPage();

        Assert.Contains("静かな受信箱", TextOf(page, "dashboard-attention"), StringComparison.Ordinal);
        Assert.Equal(isAnotherConnected, page.FindAll("[data-testid=empty]").Count == 0);
    }

    [Fact]
    public void Dashboard_NothingToDo_SaysSo()
    {
        Store.AddConnection(Store.AddInbox("support"));

        var page = RenderPage();

        Assert.Contains("操作は必要ありません", TextOf(page, "dashboard-calm"), StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".btn.p"));
    }

    [Fact]
    public void Dashboard_AuthorisationGoneAndFailures_AreOnTopTheGravestFirst()
    {
        var gone = Store.AddInbox("call-east", name: "東日本コールセンター");
        var failing = Store.AddInbox("ec", name: "EC通販");
        Store.AddConnection(gone, c => c.Authorization.GoneAt = TestStore.Now.AddMinutes(-38));
        Store.AddConnection(failing);
        Store.AddAction(gone, ActionStatus.Pending);
        Store.AddAction(failing, ActionStatus.Failed);

        var items = RenderPage().FindAll("[data-testid=dashboard-attention] li");

        Assert.Equal(2, items.Count);
        Assert.Contains("東日本コールセンターの認証が切れました", items[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("13:52:00 から同期できません。1件が待っています", items[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("EC通販で1件が失敗しました", items[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "R-A7")]
    public void Dashboard_Blocked_NeedsAPerson()
    {
        var inbox = Store.AddInbox("ec", name: "EC通販");
        Store.AddConnection(inbox, c => (c.Authorization.BlockedAt, c.Authorization.BlockedCode) = (TestStore.Now.AddMinutes(-38), "invalid_app_access"));
        Store.AddAction(inbox, ActionStatus.Pending);

        var item = Assert.Single(RenderPage().FindAll("[data-testid=dashboard-attention] li"));

        Assert.Contains("EC通販の組織がRelationSyncを拒んでいます", item.TextContent, StringComparison.Ordinal);
        Assert.Contains("13:52:00 から同期できません。1件が待っています", item.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Dashboard_WithoutConnections_SaysWhatWillStandHere()
    {
        var page = RenderPage();

        Assert.Contains("まだ連携がありません", TextOf(page, "empty"), StringComparison.Ordinal);
    }

    [Fact]
    public void Dashboard_StoreUnreadable_ShowsANumberAndLoadsAgain()
    {
        Store.AddConnection(Store.AddInbox("support"));
        Store.IsBroken = true;
        var page = RenderPage();
        Assert.Matches("[0-9A-F]{4}-[0-9A-F]{4}", TextOf(page, "failure"));

        Store.IsBroken = false;
        page.Find("[data-testid=failure] button").Click();

        page.WaitForElement("[data-testid=kpi-pending]");
    }

    [Fact]
    public void Dashboard_StoreUnreadableLater_KeepsItsFiguresAndSaysSo()
    {
        var inbox = Store.AddInbox("support");
        Store.AddConnection(inbox);
        var page = RenderPage();

        Store.IsBroken = true;
        Time.Advance(TimeSpan.FromSeconds(2));
        Feed.Publish(ChangeTopic.Actions, inbox.Id);

        page.WaitForElement("[data-testid=stale]");
        Assert.StartsWith("失敗0件", TextOf(page, "kpi-failed"), StringComparison.Ordinal);
    }

    [Fact]
    public void Feed_PointedAt_StandsStill()
    {
        var inbox = Store.AddInbox("support");
        Store.AddConnection(inbox);
        Store.AddAction(inbox, ActionStatus.Synced, subject: "先");
        var page = RenderPage();
        page.Find(".feed").TriggerEvent("onmouseenter", EventArgs.Empty);

        Store.AddAction(inbox, ActionStatus.Synced, subject: "後");
        Time.Advance(TimeSpan.FromSeconds(2));
        Feed.Publish(ChangeTopic.Actions, inbox.Id);

        page.WaitForAssertion(() => Assert.StartsWith("本日の同期2件", TextOf(page, "kpi-synced-today"), StringComparison.Ordinal));
        Assert.DoesNotContain("後", TextOf(page, "dashboard-feed"), StringComparison.Ordinal);
    }

    private IRenderedComponent<IComponent> RenderPage()
    {
        var page = Render<DashboardPage>();
        page.WaitForElement("[data-testid=empty], [data-testid=failure], [data-testid=kpi-sla]");
        return page;
    }
}
