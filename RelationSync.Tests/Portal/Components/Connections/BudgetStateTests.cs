using Bunit;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Components.Pages.Connections;
using RelationSync.Portal.Components.Pages.Dashboard;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.Components.Connections;

public sealed class BudgetStateTests : RoomsContext
{
    [Fact]
    public void Connection_HeldByItsBudget_SaysFiguresWhenItResumesAndWhereToRaiseIt()
    {
        var connection = Hold();

        var page = Render<ConnectionPage>(p => p.Add(c => c.Id, connection.Id));

        var alert = page.WaitForElement("[data-testid=budget-reached]");
        Assert.Contains("1件のアクションが待っています。直近24時間に10回呼び出しました（予算10回）", alert.TextContent, StringComparison.Ordinal);
        Assert.Equal(["/actions?inbox=support&status=pending&tests=no", $"/connections/{connection.Id}#budget"], alert.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
        Assert.Equal("2026-11-25T05:45:00Z", alert.QuerySelector("time")!.GetAttribute("datetime"));
    }

    [Theory]
    [InlineData(10, "アクションの期限が来たとき（API呼び出しを節約するため、前回の同期から1分以上あけて）")]
    [InlineData(0, "アクションの期限が来たとき（前回の同期から15秒以上あけて）")]
    public void Connection_Page_SaysWhenSyncsStart(int calls, string pace)
    {
        var connection = Store.AddConnection(Store.AddInbox("support"), c => (c.ApiBudgetPercent, c.Authorization.ApiMax) = (10, 1000));
        Store.Save(new ApiCallCount { ConnectionId = connection.Id, From = CallBudget.QuarterOf(TestStore.Now), Calls = calls });

        var page = Render<ConnectionPage>(p => p.Add(c => c.Id, connection.Id));

        Assert.Equal($"同期の開始{pace}", page.WaitForElement("[data-testid=connection-pace]").TextContent);
    }

    [Fact]
    public void ListAndDashboard_HeldByABudget_SayTheNextStep()
    {
        Hold();

        var list = Render<ConnectionsPage>();
        Assert.Contains("上限到達予算を増やすか、枠が空くのを待ってください", list.WaitForElement("[data-testid=connection-row]").TextContent, StringComparison.Ordinal);
        var dashboard = Render<DashboardPage>();
        Assert.Contains("supportがAPI予算を使い切りました", dashboard.WaitForElement("[data-testid=dashboard-attention]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Dashboard_SilentInbox_NeedsAttention()
    {
        var inbox = new Inbox { Key = "quiet", Name = "静か", TimeZone = "Asia/Tokyo", SecretProtected = "-", CreatedAt = TestStore.Now, SilentAfterMinutes = 60, LastOperationAt = TestStore.Now.AddHours(-2) };
        Store.Save(inbox);
        Store.AddConnection(inbox);

        var attention = Render<DashboardPage>().WaitForElement("[data-testid=dashboard-attention]");

        Assert.Contains("静かに操作が届いていません2時間00分のあいだ届いていません", string.Concat(attention.TextContent.Where(c => !char.IsWhiteSpace(c))), StringComparison.Ordinal);
        Assert.Equal($"/inboxes/{inbox.Id}", attention.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void List_Slots_ShowWhoUsesThemAndWhatIsFree()
    {
        var shared = new Authorization { Id = Guid.NewGuid(), LoginUrl = "https://login.salesforce.com", RefreshTokenProtected = "-", OrgId = "00D1", UserId = "0051", Username = "山本", CreatedAt = TestStore.Now };
        var first = Store.AddConnection(Store.AddInbox("a"), c => c.Authorization = shared);
        Store.AddConnection(Store.AddInbox("b"), c => (c.Authorization, c.AuthorizationId) = (null!, shared.Id));
        Store.AddConnection(Store.AddInbox("c"), c => (c.Authorization.OrgId, c.Authorization.UserId, c.Authorization.GoneAt) = ("00D1", "0051", TestStore.Now));

        var slots = Render<ConnectionsPage>().WaitForElement("[data-testid=connection-slots]");

        Assert.Equal(5, slots.QuerySelectorAll("li").Length);
        Assert.Equal("a、b", slots.QuerySelector(".slot.on")!.TextContent.Trim());
        Assert.Contains("認証切れ", slots.QuerySelector(".slot.gone")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1個を使用中", slots.TextContent, StringComparison.Ordinal);
        var page = Render<ConnectionPage>(p => p.Add(c => c.Id, first.Id));
        page.WaitForAssertion(() => Assert.Contains("同じ認証を使う受信箱b", string.Concat(page.Markup.Split('<').Select(t => t[(t.IndexOf('>', StringComparison.Ordinal) + 1)..])), StringComparison.Ordinal));
    }

    private Connection Hold()
    {
        var inbox = Store.AddInbox("support");
        var connection = Store.AddConnection(inbox, c =>
        {
            (c.ApiBudgetPercent, c.BudgetSince) = (1, TestStore.Now);
            c.Authorization.ApiMax = 1000;
        });
        Store.AddAction(inbox, ActionStatus.Pending);
        Store.Save(new ApiCallCount { ConnectionId = connection.Id, From = CallBudget.QuarterOf(TestStore.Now), Calls = 10 });
        return connection;
    }
}
