using Bunit;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Components.Pages.Connections;
using RelationSync.Tests.Portal.Queries;

namespace RelationSync.Tests.Portal.Components;

public sealed class ConnectionsPageTests : RoomsContext
{
    [Fact]
    public void Connections_EachState_SaysItsNextStep()
    {
        Store.AddConnection(Store.AddInbox("a"), c => c.Authorization.GoneAt = TestStore.Now);
        Store.AddConnection(Store.AddInbox("b"), c => c.LimitSince = TestStore.Now);
        Store.AddConnection(Store.AddInbox("c"));
        Store.AddConnection(Store.AddInbox("d"), c => c.PausedAt = TestStore.Now);

        var page = Render<ConnectionsPage>();
        page.WaitForElement("[data-testid=connection-row]");

        var rows = page.FindAll("[data-testid=connection-row]").Select(r => r.TextContent).ToList();
        Assert.Collection(
            rows,
            r => Assert.Contains("認証切れ削除して、別のユーザーで連携してください", r, StringComparison.Ordinal),
            r => Assert.Contains("上限到達枠が空きしだい自動で再開します", r, StringComparison.Ordinal),
            r => Assert.Contains("稼働中操作は必要ありません", r, StringComparison.Ordinal),
            r => Assert.Contains("一時停止中再開するまでアクションは待ちます", r, StringComparison.Ordinal));
        Assert.Equal(4, page.FindAll("[data-testid=connection-state]").Count);
    }

    [Fact]
    public void Connections_None_AreEmpty()
    {
        var page = Render<ConnectionsPage>();

        Assert.Contains("まだ連携がありません", page.WaitForElement("[data-testid=empty]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Connection_AuthorisationGone_ShowsTheTwoSteps()
    {
        var inbox = Store.AddInbox("support", name: "サポート窓口");
        var connection = Store.AddConnection(inbox, c => c.Authorization.GoneAt = TestStore.Now);
        Store.AddAction(inbox, ActionStatus.Pending);

        var page = Render<ConnectionPage>(p => p.Add(c => c.Id, connection.Id));

        var alert = page.WaitForElement("[data-testid=connection-expired]");
        Assert.Contains("1件のアクションが待っています", alert.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, alert.QuerySelectorAll("li").Length);
        Assert.Equal("サポート窓口", page.Find("h1").TextContent);
    }

    [Fact]
    public void Connection_Unknown_SaysSo()
    {
        var page = Render<ConnectionPage>(p => p.Add(c => c.Id, Guid.NewGuid()));

        Assert.Contains("この連携はありません", page.WaitForElement("[data-testid=empty]").TextContent, StringComparison.Ordinal);
    }
}
