using Bunit;
using RelationSync.Portal.Components.Pages.Connections;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Components.Connections;

public sealed class ConnectionTestTests : PagesContext
{
    [Fact]
    public async Task Test_GoodOrg_ShowsEachCheck()
    {
        SignIn(AccountRole.Administrator);
        var (authorization, _) = await Fixture.AuthorizeAsync();
        var connection = Fixture.AddConnection(Fixture.AddInbox(), authorization);

        var test = Context.Render<ConnectionTest>(p => p.Add(t => t.ConnectionId, connection.Id));

        test.WaitForAssertion(() => Assert.Equal(8, test.FindAll("[data-testid=wizard-check-row]:not([data-state=running])").Count));
        Assert.DoesNotContain("このまま進めると", test.Markup, StringComparison.Ordinal);
        test.WaitForAssertion(() => Assert.Equal(AuditAct.ConnectionTested, Fixture.Read(db => db.AuditEntries.Single().Act)));
    }

    [Fact]
    public void Test_OrgOutOfReach_SaysWhatIsWrongAndNothingElse()
    {
        SignIn(AccountRole.Administrator);
        var connection = Fixture.AddConnection(Fixture.AddInbox(), Fixture.Authorization());

        var test = Context.Render<ConnectionTest>(p => p.Add(t => t.ConnectionId, connection.Id));

        test.WaitForAssertion(() => Assert.Equal("blocked", Assert.Single(test.FindAll("[data-testid=wizard-check-row]")).GetAttribute("data-state")));
        Assert.Contains("一時的な問題です", test.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("権限", test.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Test_SupportUser_IsRefused()
    {
        SignIn(AccountRole.Support);
        var connection = Fixture.AddConnection(Fixture.AddInbox(), Fixture.Authorization());

        var test = Context.Render<ConnectionTest>(p => p.Add(t => t.ConnectionId, connection.Id));

        Assert.Contains("あなたの役割では", test.WaitForElement("[role=alert]").TextContent, StringComparison.Ordinal);
    }
}
