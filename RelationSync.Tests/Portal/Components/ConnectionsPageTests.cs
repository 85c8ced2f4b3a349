using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Components.Pages.Connections;
using RelationSync.Tests.Portal.Storage;

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
    public void Connections_FewerThanAreHardToSee_HaveNoFilter()
    {
        AddConnections(ConnectionsPage.WorthFiltering - 1);

        Assert.Empty(RenderAt("/connections").FindAll("[role=search]"));
    }

    [Theory]
    [InlineData("q=ｻﾎﾟｰﾄ 3", "サポート 3")]
    [InlineData("q=INBOX-2", "サポート 2")]
    [InlineData("state=paused", "サポート 1")]
    [InlineData("q=サポート&state=paused", "サポート 1")]
    public void Connections_FilteredByTheAddress_ShowOnlyThose(string query, string name)
    {
        AddConnections(ConnectionsPage.WorthFiltering);

        var page = RenderAt($"/connections?{query}");

        Assert.Equal(name, Assert.Single(page.FindAll("[data-testid=connection-row]")).QuerySelector("a")!.TextContent);
        Assert.Contains("6件のうち1件を表示", page.Find("[role=search]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Connections_SearchTyped_StandsInTheAddress()
    {
        AddConnections(ConnectionsPage.WorthFiltering);
        var page = RenderAt("/connections");

        page.Find("[data-testid=connections-search]").Input("inbox-4");
        Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.EndsWith("?q=inbox-4", Services.GetRequiredService<BunitNavigationManager>().Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void Connections_NoneFits_OffersToClear()
    {
        AddConnections(2);

        var page = RenderAt("/connections?q=無い");

        Assert.Equal("/connections", page.Find("[data-testid=empty] a").GetAttribute("href"));
    }

    [Fact]
    public void Connection_OfAProvisionedAuthorisation_NamesTheUserByItsId()
    {
        var known = Store.AddConnection(Store.AddInbox("a"), c =>
        {
            c.Authorization.Username = null;
            c.Authorization.UserId = "005000000000001AAA";
            c.Authorization.InstanceUrl = "https://minatodo.my.salesforce.com";
        });
        var unknown = Store.AddConnection(Store.AddInbox("b"), c => c.Authorization.Username = null);

        var page = Render<ConnectionPage>(p => p.Add(c => c.Id, known.Id));
        var link = page.WaitForElement("dd a[target=_blank]");
        Assert.Contains("ユーザーID 005000000000001AAA", link.TextContent, StringComparison.Ordinal);
        Assert.Equal("https://minatodo.my.salesforce.com/005000000000001AAA", link.GetAttribute("href"));

        Assert.Contains("最初の同期で分かります", Render<ConnectionPage>(p => p.Add(c => c.Id, unknown.Id)).WaitForElement("dl.defs").ParentElement!.ParentElement!.TextContent, StringComparison.Ordinal);
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
    [Trait("Rule", "R-A7")]
    public void Connection_Blocked_SaysWhatTheAdministratorOfTheOrgHasToDo()
    {
        var inbox = Store.AddInbox("support", name: "サポート窓口");
        var connection = Store.AddConnection(
            inbox, c => (c.Authorization.BlockedAt, c.Authorization.BlockedCode, c.Authorization.AskAgainAt) = (TestStore.Now, "OAUTH_APP_BLOCKED", TestStore.Now.AddHours(1)));
        Store.AddAction(inbox, ActionStatus.Pending);

        var page = Render<ConnectionPage>(p => p.Add(c => c.Id, connection.Id));

        var alert = page.WaitForElement("[data-testid=connection-blocked]");
        Assert.Contains("ブロックの解除を依頼してください", alert.TextContent, StringComparison.Ordinal);
        Assert.Contains("1件のアクションが待っています", alert.TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindComponents<Bunit.TestDoubles.Stub<AskAgainButton>>());
        Assert.Contains("ブロック中", page.Find("[data-testid=connection-state]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Connection_Unknown_SaysSo()
    {
        var page = Render<ConnectionPage>(p => p.Add(c => c.Id, Guid.NewGuid()));

        Assert.Contains("この連携はありません", page.WaitForElement("[data-testid=empty]").TextContent, StringComparison.Ordinal);
    }

    private void AddConnections(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            var paused = i == 1;
            Store.AddConnection(Store.AddInbox($"inbox-{i}", name: $"サポート {i}"), c => c.PausedAt = paused ? TestStore.Now : null);
        }
    }

    private IRenderedComponent<ConnectionsPage> RenderAt(string address)
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(address);
        var page = Render<ConnectionsPage>();
        page.WaitForElement("[data-testid=empty], [data-testid=connection-row]");
        return page;
    }
}
