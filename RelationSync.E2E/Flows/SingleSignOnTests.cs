using Microsoft.Playwright;
using RelationSync.E2E.IdentityProvider;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Resources;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>Sign-in at a real identity provider (OpenIddict), in a process of its own.</summary>
[Collection(DemoJourneys.Name)]
public sealed class SingleSignOnTests(Demo demo)
{
    [Fact]
    public async Task Person_SignsInAtTheProvider_OutAtBoth_AndPasswordsCanBeTurnedOff()
    {
        await using var portal = await SingleSignOnPortal.StartAsync();
        await demo.JourneyAsync(visitor => BesidePasswordsAsync(visitor, portal), portal: portal.Url);
        await demo.JourneyAsync(visitor => RefusedAsync(visitor, portal, ProviderPerson.WithoutRole, "no_role"), portal: portal.Url);
        await demo.JourneyAsync(visitor => RefusedAsync(visitor, portal, ProviderPerson.Unverified, "email_unverified"), portal: portal.Url);
        await portal.StartPortalAsync(isOnly: true);
        await demo.JourneyAsync(visitor => OnlyAsync(visitor, portal), portal: portal.Url);
    }

    private static async Task BesidePasswordsAsync(Visitor visitor, SingleSignOnPortal portal)
    {
        var page = await visitor.OpenAsync("/profile");
        await Axe.CheckAsync(page, "login with single sign-on");
        await SignInAsync(page, portal, ProviderPerson.Responder);

        await Expect(page).ToHaveURLAsync(portal.Url + "/profile");
        await Expect(page.GetByTestId("profile-sso-linked")).ToBeVisibleAsync();
        await Expect(page.Locator("dl.defs").First).ToContainTextAsync(Texts.Of<UsersTexts>("Users_Role_Responder"));
        await Expect(page.Locator("dl.defs").First).ToContainTextAsync(ProviderPerson.Responder.Email);
        await Axe.CheckAsync(page, "profile of single sign-on");

        // Out at both: the provider asks again.
        await page.GetByTestId("logout").ClickAsync();
        await Expect(page).ToHaveURLAsync(portal.Url + "/login");
        await page.GetByTestId("login-sso").ClickAsync();
        await Expect(page.GetByTestId("provider-name")).ToBeVisibleAsync();
        await page.GotoAsync("/actions");
        await Expect(page.GetByTestId("login-sso")).ToBeVisibleAsync();

        // And passwords work as before.
        await visitor.SignInAsync(SingleSignOnPortal.Administrator);
    }

    private static async Task RefusedAsync(Visitor visitor, SingleSignOnPortal portal, ProviderPerson person, string code)
    {
        var page = await visitor.OpenAsync("/login");
        await SignInAsync(page, portal, person);

        await Expect(page.GetByTestId("sso-code")).ToHaveTextAsync(code);
        await Axe.CheckAsync(page, $"refused: {code}");
        await page.GetByTestId("sso-back").ClickAsync();
        await Expect(page.GetByTestId("login-sso")).ToBeVisibleAsync();
    }

    private static async Task OnlyAsync(Visitor visitor, SingleSignOnPortal portal)
    {
        var page = await visitor.OpenAsync("/login");
        await Expect(page.GetByTestId("login-sso")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("login-password")).ToHaveCountAsync(0);
        await Axe.CheckAsync(page, "login by single sign-on alone");
        var answer = await page.APIRequest.PostAsync(
            "/api/v1/login", new() { DataObject = new { email = SingleSignOnPortal.Administrator.Email, password = SingleSignOnPortal.Administrator.Password } });
        Assert.Equal(403, answer.Status);

        // The Bootstrap account, linked by its verified address.
        await SignInAsync(page, portal, ProviderPerson.Administrator);
        await Expect(page.GetByTestId("logout")).ToBeVisibleAsync();
        await page.GotoAsync("/users");
        await Expect(page.GetByTestId("user-sso")).ToHaveCountAsync(2);
        await Expect(page.GetByTestId("user-row")).ToHaveCountAsync(2);
    }

    private static async Task SignInAsync(IPage page, SingleSignOnPortal portal, ProviderPerson person)
    {
        await page.GetByTestId("login-sso").ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(System.Text.RegularExpressions.Regex.Escape(portal.ProviderUrl)));
        await page.GetByTestId("provider-name").FillAsync(person.Name);
        await page.GetByTestId("provider-password").FillAsync(ProviderPerson.Password);
        await page.GetByTestId("provider-submit").ClickAsync();
    }
}
