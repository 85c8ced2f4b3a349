using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Components.Account;
using RelationSync.Portal.Hosting.Demo;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>Somebody turns two-step sign-in on, signs in with it, and turns it off: on a laptop and on a narrow phone, looked at on the way.</summary>
[Collection(DemoJourneys.Name)]
public sealed partial class SecondFactorTests(Demo demo)
{
    private const string Outside = "() => document.documentElement.scrollWidth - innerWidth";

    [Theory]
    [InlineData("ja", "light", 1280)]
    [InlineData("en", "dark", 360)]
    public Task OnSignedInWithAndOff(string language, string theme, int width) => demo.JourneyAsync(async administrator =>
    {
        var account = Invitations.Newcomer();
        await administrator.AdmitAsync(DemoAccounts.Administrator);
        var users = await administrator.OpenAsync("/users");
        var link = await users.InviteAsync(account);
        var row = users.GetByTestId("user-row").Filter(new() { HasText = account.Email });

        await demo.JourneyAsync(
            async visitor =>
            {
                await visitor.PreferAsync(demo.Url, language, theme);
                var page = await visitor.AcceptAsync(link, account);

                var (app, codes) = await TurnOnAsync(page, account);
                await Expect(row.GetByTestId("user-factor")).ToBeVisibleAsync();

                await SignInAgainAsync(page, account);
                await LookAsync(page, "login-code");
                await page.GetByTestId("login-code").FillAsync("000000");
                await page.GetByTestId("login-code-submit").ClickAsync();
                await Expect(page.GetByTestId("login-error")).ToBeVisibleAsync();
                // The field has the focus: nothing but typing is needed.
                await page.Keyboard.TypeAsync(await app.NextCodeAsync());
                await page.Keyboard.PressAsync("Enter");
                await Expect(page.GetByTestId("logout")).ToBeVisibleAsync();

                await SignInAgainAsync(page, account);
                await page.GetByTestId("login-code-other").ClickAsync();
                await page.GetByTestId("login-code").FillAsync(codes[0]);
                await page.GetByTestId("login-code-submit").ClickAsync();
                await Expect(page.GetByTestId("logout")).ToBeVisibleAsync();

                await TurnOffAsync(page, account, app);
                await Expect(row.GetByTestId("user-factor")).ToHaveCountAsync(0);

                await page.GetByTestId("logout").ClickAsync();
                await FillAsync(page, account);
                await Expect(page.GetByTestId("logout")).ToBeVisibleAsync();
            },
            new() { ViewportSize = new() { Width = width, Height = 800 } });
    });

    private static async Task<(AuthenticatorApp App, IReadOnlyList<string> Codes)> TurnOnAsync(IPage page, DemoAccount account)
    {
        await page.GetByTestId("nav-profile").ClickAsync();
        await page.GetByTestId("profile-factor").ClickAsync();
        await Expect(page.GetByTestId("second-factor-qr")).ToBeVisibleAsync();
        await LookAsync(page, "second-factor");
        var app = new AuthenticatorApp(await page.GetByTestId("second-factor-key").InnerTextAsync());
        await page.GetByTestId("second-factor-password").FillAsync(account.Password);
        await page.GetByTestId("second-factor-code").FillAsync(await app.NextCodeAsync());
        await page.GetByTestId("second-factor-on").ClickAsync();
        await Expect(page.GetByTestId("recovery-code")).ToHaveCountAsync(10);
        await LookAsync(page, "recovery-codes");
        var codes = await page.GetByTestId("recovery-code").AllInnerTextsAsync();
        await page.GetByTestId("recovery-codes-kept").ClickAsync();
        await Expect(page.GetByTestId("profile-factor-on")).ToBeVisibleAsync();
        return (app, codes);
    }

    private static async Task TurnOffAsync(IPage page, DemoAccount account, AuthenticatorApp app)
    {
        await page.GetByTestId("nav-profile").ClickAsync();
        await page.GetByTestId("profile-factor").ClickAsync();
        await Expect(page.GetByTestId("recovery-codes-left")).ToContainTextAsync(NineLeft());
        await LookAsync(page, "second-factor-off");
        await page.GetByTestId("second-factor-password").FillAsync(account.Password);
        await page.GetByTestId("second-factor-code").FillAsync(await app.NextCodeAsync());
        await page.GetByTestId("second-factor-off").ClickAsync();
        await Expect(page.GetByTestId("profile-done")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("profile-factor-on")).ToHaveCountAsync(0);
    }

    private static async Task SignInAgainAsync(IPage page, DemoAccount account)
    {
        await page.GetByTestId("logout").ClickAsync();
        await FillAsync(page, account);
        await Expect(page.GetByTestId("login-code")).ToBeVisibleAsync();
    }

    private static async Task FillAsync(IPage page, DemoAccount account)
    {
        await page.GetByTestId("login-email").FillAsync(account.Email);
        await page.GetByTestId("login-password").FillAsync(account.Password);
        await page.GetByTestId("login-submit").ClickAsync();
    }

    private static async Task LookAsync(IPage page, string name)
    {
        await Axe.CheckAsync(page, name);
        Assert.InRange(await page.EvaluateAsync<int>(Outside), int.MinValue, 0);
    }

    [GeneratedRegex("^9")]
    private static partial Regex NineLeft();
}
