using Bunit;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Storage;
using RelationSync.Simulator.Orgs;

namespace RelationSync.Tests.Portal.Components.Wizard;

/// <summary>Authorising in the wizard: by sign-in, by certificate, or with an authorisation that exists.</summary>
public sealed class SalesforceStepTests : WizardContext
{
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
            User.AccountId()!.Value, d => d with { Refusal = new Refusal("OAUTH_AUTHORIZATION_BLOCKED", RefusalCause.CrossOrg) }, default);

        var page = Open("salesforce&error=refused");

        var told = page.WaitForElement("[data-testid=wizard-refusal]").TextContent;
        Assert.Contains("別の組織", told, StringComparison.Ordinal);
        Assert.Contains("OAUTH_AUTHORIZATION_BLOCKED", told, StringComparison.Ordinal);
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
        await Fixture.Get<WizardDrafts>().ChangeAsync(User.AccountId()!.Value, d => d with { Inbox = "second", AuthorizationId = second.Id }, default);

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
}
