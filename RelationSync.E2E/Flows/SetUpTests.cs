using RelationSync.E2E.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>A portal that nobody has used yet, outside of demo mode.</summary>
[Collection(DemoJourneys.Name)]
public sealed class SetUpTests(Demo demo)
{
    // Pages as they are when nothing has happened yet, and what shows that they are there.
    private static readonly (string Path, string Shows)[] Empty =
    [
        ("/", "first-steps"), ("/connections", "empty"), ("/inboxes", "empty"), ("/actions", "empty"), ("/errors", "empty"),
        ("/connections/new", "wizard-next"), ("/users", "user-row"), ("/audit", "audit-row"), ("/notifications", "notifications-mail"),
    ];

    [Fact]
    public async Task FirstVisit_MakesTheAdministrator_WithTheCodeFromTheLog()
    {
        await using var portal = await EmptyPortal.StartAsync(hasAdministrator: false);
        await demo.JourneyAsync(async visitor => await SetUpAsync(visitor, portal.Url, await portal.SetUpCode), portal: portal.Url);
    }

    private static async Task SetUpAsync(Visitor visitor, string url, string code)
    {
        // Wherever one wants to go.
        var page = await visitor.OpenAsync("/actions");
        await Expect(page).ToHaveURLAsync(url + "/setup");
        await Axe.CheckAsync(page, "setup");
        await SubmitAsync("000000-000000", EmptyPortal.Administrator.Password);
        await Expect(page.GetByTestId("login-error")).ToBeVisibleAsync();
        await SubmitAsync(code, "password");
        await Expect(page.GetByTestId("login-error")).ToBeVisibleAsync();
        await SubmitAsync(code, EmptyPortal.Administrator.Password);

        await Expect(page.GetByTestId("logout")).ToBeVisibleAsync();
        foreach (var (path, shows) in Empty)
        {
            var one = await visitor.OpenAsync(path);
            await Expect(one.GetByTestId(shows).First).ToBeVisibleAsync();
            await Axe.CheckAsync(one, $"{path} of an empty store");
            await one.CloseAsync();
        }

        // The door is shut behind the first, and they come back by signing in.
        await page.GetByTestId("logout").ClickAsync();
        await Expect(page.GetByTestId("login-submit")).ToBeVisibleAsync();
        await page.GotoAsync("/setup");
        await Expect(page.GetByTestId("setup-code")).ToHaveCountAsync(0);
        await visitor.SignInAsync(EmptyPortal.Administrator);

        async Task SubmitAsync(string with, string password)
        {
            await page.GetByTestId("setup-code").FillAsync(with);
            await page.GetByTestId("login-email").FillAsync(EmptyPortal.Administrator.Email);
            await page.GetByTestId("login-password").FillAsync(password);
            await page.EvaluateAsync("document.querySelector('main form').noValidate = true");
            await page.GetByTestId("login-submit").ClickAsync();
        }
    }
}
