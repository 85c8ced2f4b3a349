using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using RelationSync.Domain.Connections;
using RelationSync.Portal.Access;
using RelationSync.Portal.Components.Pages.Wizard;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.RelationApi;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Storage;
using RelationSync.Simulator.Orgs;
using RelationSync.Tests.Portal.Connections;

namespace RelationSync.Tests.Portal.Components.Wizard;

public sealed class WizardPageTests : ConnectionsTests
{
    private readonly BunitContext _context = new();
    private ClaimsPrincipal _user = null!;

    public override Task InitializeAsync()
    {
        Fixture.Register(_context.Services);
        _context.Services.AddSingleton<GetSource>();
        _context.Services.AddSingleton<PauseSource>();
        _context.Services.AddRelationApiClient();
        _context.Services.AddSingleton<TenantCalls>();
        _context.Services.AddSingleton<ChatPages>();
        _context.Services.AddSingleton<SaveSource>();
        _context.Services.AddSingleton<ConnectTenant>();
        _context.Services.AddSingleton<TrialRead>();
        _context.Services.AddSingleton<ChangeSource>();
        _context.Services.AddLocalization();
        _context.Services.AddMudServices(o => o.PopoverOptions.CheckForPopoverProvider = false);
        _context.JSInterop.Mode = JSRuntimeMode.Loose;
        _user = Fixture.SignIn();
        var viewer = _context.AddAuthorization();
        viewer.SetAuthorized("viewer").SetClaims([.. _user.Claims]);
        viewer.SetPolicies(Policies.Administrator);
        return Task.CompletedTask;
    }

    public override async Task DisposeAsync()
    {
        await _context.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public void Discard_AsksFirst()
    {
        Fixture.AddInbox();
        var page = Open("inbox");
        var address = _context.Services.GetRequiredService<NavigationManager>();
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
    [Trait("Rule", "R-A3")]
    public void Salesforce_Reuse_IsChosenWithOneClick()
    {
        var connection = Fixture.AddConnection(Fixture.AddInbox("first"), Fixture.Authorization());
        Fixture.AddInbox("second");
        var page = Open("inbox");
        page.WaitForElement("[data-testid=wizard-next]:not([disabled])").Click();

        page.WaitForElement("[data-testid=wizard-reuse] input").Change(true);

        page.WaitForElement("[data-testid=wizard-authorized]");
        Assert.Equal(connection.AuthorizationId, Draft().AuthorizationId);
        Assert.True(Draft().Reused);
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    [Trait("Rule", "R-A3")]
    public void Salesforce_UserWithAllSlotsTaken_IsNamedBeforeASixth(int authorizations, int warnings)
    {
        Fixture.AddInbox("new");
        for (var i = 0; i < authorizations; i++)
        {
            var authorization = Fixture.Authorization();
            (authorization.OrgId, authorization.UserId, authorization.Username) = ("00D000000000001AAA", "005000000000001AAA", "mori@example.com");
            Fixture.AddConnection(Fixture.AddInbox($"used{i}"), authorization);
        }

        var page = Open("salesforce");

        page.WaitForElement("[data-testid=wizard-authorize]");
        var told = page.FindAll("[data-testid=wizard-sixth]");
        Assert.Equal(warnings, told.Count);
        Assert.All(told, t => Assert.Contains("used4", t.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Salesforce_Denied_IsSaidKindly()
    {
        Fixture.AddInbox();

        var page = Open("salesforce&error=denied");

        Assert.Contains("Salesforce", page.WaitForElement("[data-testid=wizard-authorize-error]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Salesforce_AddressThatIsNotSalesforces_IsRefused()
    {
        Fixture.AddInbox();
        var page = Open("salesforce");

        page.WaitForElement("[data-testid=wizard-environment]").Input("https://evil.example");
        page.Find("[data-testid=wizard-authorize]").Click();

        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[data-testid=wizard-environment]").GetAttribute("aria-invalid")));
        Assert.Null(Draft().Ticket);
    }

    /// <summary>The simulated org of this test takes any app.</summary>
    [Fact]
    public async Task Salesforce_ByCertificate_AuthorizesWithoutLeavingThePage()
    {
        Fixture.AddInbox();
        var (_, org) = await Fixture.AuthorizeAsync(new OrgSettings { Name = "jwt" });
        var page = Open("salesforce");

        page.WaitForElement("[data-testid=wizard-environment]").Input(org.LoginUrl);
        page.Find("[data-testid=wizard-flow-jwt] input").Change(true);
        Assert.True(page.WaitForElement("[data-testid=wizard-jwt-connect]").HasAttribute("disabled"));
        await page.Find("[data-testid=wizard-jwt-create]").ClickAsync();
        Assert.Equal("/oauth/salesforce/certificate", page.WaitForElement("[data-testid=wizard-jwt-certificate]").GetAttribute("href"));
        page.Find("[data-testid=wizard-jwt-client]").Input("app");
        page.Find("[data-testid=wizard-jwt-username]").Input("nobody@jwt.example");
        await page.Find("[data-testid=wizard-jwt-connect]").ClickAsync();
        Assert.Contains("invalid_grant", page.WaitForElement("[data-testid=wizard-jwt-error]").TextContent, StringComparison.Ordinal);

        page.Find("[data-testid=wizard-jwt-username]").Input("admin@jwt.example");
        await page.Find("[data-testid=wizard-jwt-connect]").ClickAsync();

        Assert.Contains("admin@jwt.example", page.WaitForElement("[data-testid=wizard-authorized]").TextContent, StringComparison.Ordinal);
        Assert.Null(Draft().SigningKeyProtected);
    }

    [Fact]
    public async Task Salesforce_Refused_SaysWhatItMeansAndWhatToDo()
    {
        Fixture.AddInbox();
        await Fixture.Get<WizardDrafts>().ChangeAsync(
            _user.AccountId()!.Value, d => d with { Refusal = new Refusal("OAUTH_AUTHORIZATION_BLOCKED", RefusalCause.CrossOrg) }, default);

        var page = Open("salesforce&error=refused");

        var told = page.WaitForElement("[data-testid=wizard-refusal]").TextContent;
        Assert.Contains("別の組織", told, StringComparison.Ordinal);
        Assert.Contains("OAUTH_AUTHORIZATION_BLOCKED", told, StringComparison.Ordinal);
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
            _user.AccountId()!.Value,
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
            _user.AccountId()!.Value, d => d with { Inbox = "support", AuthorizationId = authorization.Id, Targets = TargetKind.Lead }, default);

        _context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/connections/new{query}");
        var page = _context.Render<WizardPage>();

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
            _user.AccountId()!.Value, d => d with { Inbox = inbox.Key, AuthorizationId = authorization.Id, Targets = TargetKind.Both, UseMarker = false }, default);

        var page = Open("preview");

        page.WaitForElement("[data-testid=wizard-preview] [role=alert]");
        Assert.Empty(page.FindAll("[data-testid=preview-recent]"));
        Assert.False(page.Find("[data-testid=wizard-next]").HasAttribute("disabled"));
    }

    [Fact]
    [Trait("Rule", "R-A3")]
    public void Salesforce_UserWithAnAuthorisation_IsToldBeforeASlotIsTaken()
    {
        var authorization = Fixture.Authorization();
        authorization.Username = "mori@example.com";
        Fixture.AddConnection(Fixture.AddInbox("first"), authorization);
        Fixture.AddInbox("second");
        var page = Open("salesforce");

        page.WaitForElement("[data-testid=wizard-username]").Input("nobody@example.com");
        Assert.Empty(page.FindAll("[data-testid=wizard-known]"));
        page.Find("[data-testid=wizard-username]").Input("Mori@example.com");
        page.WaitForElement("[data-testid=wizard-known-reuse]").Click();

        page.WaitForElement("[data-testid=wizard-authorized]");
        Assert.Equal((authorization.Id, true), (Draft().AuthorizationId, Draft().Reused));
    }

    [Fact]
    [Trait("Rule", "R-A3")]
    public async Task Salesforce_UserWhoHadOneAlready_CanGiveTheNewOneBack()
    {
        var first = Twin();
        Fixture.AddConnection(Fixture.AddInbox("first"), first);
        Fixture.AddInbox("second");
        var second = Twin();
        Fixture.Save(second);
        await Fixture.Get<WizardDrafts>().ChangeAsync(_user.AccountId()!.Value, d => d with { Inbox = "second", AuthorizationId = second.Id }, default);

        var page = Open("salesforce");
        page.WaitForElement("[data-testid=wizard-twin-reuse]").Click();

        page.WaitForAssertion(() => Assert.Equal(first.Id, Draft().AuthorizationId));
        page.WaitForAssertion(() => Assert.Equal([first.Id], Fixture.Read(db => db.Authorizations.Select(a => a.Id).ToList())));

        Authorization Twin()
        {
            var one = Fixture.Authorization();
            (one.OrgId, one.UserId, one.Username) = ("00D000000000001AAA", "005000000000001AAA", "mori@example.com");
            return one;
        }
    }

    private IRenderedComponent<WizardPage> Open(string step)
    {
        _context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/connections/new?step={step}");
        return _context.Render<WizardPage>();
    }

    private WizardDraft Draft() => Fixture.Read(db => db.Settings.SingleOrDefault(s => s.Key.StartsWith("wizard:"))) is { } kept
        ? System.Text.Json.JsonSerializer.Deserialize<WizardDraft>(kept.Value)!
        : new WizardDraft();
}
