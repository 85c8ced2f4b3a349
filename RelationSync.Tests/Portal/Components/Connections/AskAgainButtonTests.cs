using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using RelationSync.Portal.Components.Pages.Connections;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Components.Connections;

[Trait("Rule", "R-A4")]
public sealed class AskAgainButtonTests : PagesContext
{
    [Theory]
    [InlineData(true, "Salesforceが認証を受け付けました")]
    [InlineData(false, "Salesforceはまだ受け付けません（invalid_grant）")]
    public async Task Button_Pressed_SaysWhatSalesforceAnswers(bool good, string text)
    {
        SignIn(AccountRole.Administrator);
        var (authorization, org) = await Fixture.AuthorizeAsync();
        var asked = good ? authorization : Fixture.Authorization(org.LoginUrl, "dead");
        var connection = Fixture.AddConnection(Fixture.AddInbox(), asked);
        var button = Context.Render<AskAgainButton>(p => p.Add(b => b.ConnectionId, connection.Id));

        await button.Find("[data-testid=connection-ask-again]").ClickAsync(new());

        var messages = Context.Services.GetRequiredService<ISnackbar>();
        button.WaitForAssertion(() => Assert.Contains(text, Assert.Single(messages.ShownSnackbars).Message, StringComparison.Ordinal));
        Assert.Equal(AuditAct.SalesforceAskedAgain, Fixture.Read(db => db.AuditEntries.Single().Act));
    }

    [Fact]
    public void Button_SupportUser_IsNotThere()
    {
        SignIn(AccountRole.Support);

        Assert.Empty(Context.Render<AskAgainButton>(p => p.Add(b => b.ConnectionId, Guid.NewGuid())).FindAll("button"));
    }
}
