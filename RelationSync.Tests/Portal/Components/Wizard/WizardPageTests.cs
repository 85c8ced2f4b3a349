using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Domain.Connections;
using RelationSync.Portal.Components.Pages.Wizard;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;

namespace RelationSync.Tests.Portal.Components.Wizard;

public sealed class WizardPageTests : WizardContext
{
    [Fact]
    public void Discard_AsksFirst()
    {
        Fixture.AddInbox();
        var page = Open("inbox");
        var address = Context.Services.GetRequiredService<NavigationManager>();
        page.WaitForElement("[data-testid=wizard-discard]").Click();
        Assert.EndsWith("step=inbox", address.Uri, StringComparison.Ordinal);

        page.WaitForElement("[data-testid=wizard-discard-confirm]").Click();

        page.WaitForAssertion(() => Assert.EndsWith("/connections", address.Uri, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Rule", "R-A1")]
    public void Inbox_AllConnected_CannotGoOn()
    {
        Fixture.AddConnection(Fixture.AddInbox(), Fixture.Authorization());

        var page = Open("inbox");

        page.WaitForAssertion(() => Assert.True(page.Find("[data-testid=wizard-next]").HasAttribute("disabled")));
        Assert.True(page.Find("[data-testid=wizard-inbox] option").HasAttribute("disabled"));
    }

    [Fact]
    public void Step_BeforeItsTurn_ShowsTheFirstThatIsOpen()
    {
        Fixture.AddInbox();

        var page = Open("finish");

        page.WaitForElement("[data-testid=wizard-authorize]");
    }

    [Fact]
    [Trait("Rule", "R-A2")]
    public async Task Finish_ConnectsWithWhatWasChosenAndForgetsTheDraft()
    {
        var inbox = Fixture.AddInbox();
        var authorization = Fixture.Authorization();
        Fixture.Save(authorization);
        await Fixture.Get<WizardDrafts>().ChangeAsync(
            User.AccountId()!.Value,
            d => d with { Inbox = inbox.Key, AuthorizationId = authorization.Id, Targets = TargetKind.Lead, LinkOpportunities = false, UseMarker = false },
            default);

        var page = Open("finish");
        await page.WaitForElement("[data-testid=wizard-finish]").ClickAsync();

        page.WaitForAssertion(() => Assert.Equal(
            (inbox.Id, authorization.Id, TargetKind.Lead, false),
            Fixture.Read(db => db.Connections.Select(c => ValueTuple.Create(c.InboxId, c.AuthorizationId, c.Targets, c.LinkOpportunities)).SingleOrDefault())));
        page.WaitForAssertion(() => Assert.Null(Draft().AuthorizationId));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("?inbox=support", 0)]
    public async Task Left_AndOpenedAgain_GoesOnWhereItWas(string query, int resumed)
    {
        Fixture.AddInbox();
        var authorization = Fixture.Authorization();
        Fixture.Save(authorization);
        await Fixture.Get<WizardDrafts>().ChangeAsync(
            User.AccountId()!.Value, d => d with { Inbox = "support", AuthorizationId = authorization.Id, Targets = TargetKind.Lead }, default);

        Context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/connections/new{query}");
        var page = Context.Render<WizardPage>();

        page.WaitForElement(resumed == 1 ? "[data-testid=wizard-marker-create]" : "[data-testid=wizard-inbox]");
        Assert.Equal(resumed, page.FindAll("[data-testid=wizard-resumed]").Count);
    }

    [Fact]
    public void Inbox_CreatedInTheWizard_ShowsItsSecretWhereItsSourceIsChosen()
    {
        var page = Open("inbox");
        page.WaitForElement("[data-testid=inbox-name]").Input("Sales");
        page.Find("[data-testid=new-inbox]").Submit();

        Assert.StartsWith("whsec_", page.WaitForElement("[data-testid=inbox-secret]").TextContent, StringComparison.Ordinal);
        page.Find("[data-testid=wizard-next]").Click();

        page.WaitForElement("[data-testid=wizard-authorize]");
        Assert.Equal(("sales", true), (Draft().Inbox, Draft().IsNewInbox));
        page.Find("[data-testid=wizard-back]").Click();
        page.WaitForElement("[data-testid=wizard-source-push]");
    }

    [Fact]
    [Trait("Rule", "R-P1")]
    public void Source_ApiChosenAndNotSetUp_CannotGoOn()
    {
        Fixture.AddInbox();
        var page = Open("salesforce");
        page.WaitForElement("[data-testid=wizard-authorize]");
        page = Open("source");

        page.WaitForElement("[data-testid=wizard-source-api] input").Change(true);
        page.WaitForElement("[data-testid=relation-subdomain]");
        Assert.True(page.Find("[data-testid=wizard-next]").HasAttribute("disabled"));

        page.Find("[data-testid=wizard-source-push] input").Change(true);
        page.WaitForAssertion(() => Assert.False(page.Find("[data-testid=wizard-next]").HasAttribute("disabled")));
    }

    [Fact]
    public async Task Preview_OrgThatDoesNotAnswer_SaysSoAndLetsGoOn()
    {
        var inbox = Fixture.AddInbox();
        var authorization = Fixture.Authorization();
        Fixture.Save(authorization);
        await Fixture.Get<WizardDrafts>().ChangeAsync(
            User.AccountId()!.Value, d => d with { Inbox = inbox.Key, AuthorizationId = authorization.Id, Targets = TargetKind.Both, UseMarker = false }, default);

        var page = Open("preview");

        page.WaitForElement("[data-testid=wizard-preview] [role=alert]");
        Assert.Empty(page.FindAll("[data-testid=preview-recent]"));
        Assert.False(page.Find("[data-testid=wizard-next]").HasAttribute("disabled"));
    }
}
