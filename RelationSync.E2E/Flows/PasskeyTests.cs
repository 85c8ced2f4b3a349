using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Components.Account;
using RelationSync.Portal.Hosting.Demo;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>Somebody adds a passkey, signs in with it, without it, and removes it: on a laptop and on a narrow phone, looked at on the way.</summary>
[Collection(DemoJourneys.Name)]
public sealed class PasskeyTests(Demo demo)
{
    private const string Outside = "() => document.documentElement.scrollWidth - innerWidth";

    [Theory]
    [InlineData("ja", "light", 1280)]
    [InlineData("en", "dark", 360)]
    public Task AddedSignedInWithAndRemoved(string language, string theme, int width) => JourneyAsync(language, theme, width, async (page, account) =>
    {
        await VirtualAuthenticator.AddToAsync(page);
        var codes = await AddAsync(page, account, "Laptop");

        await SignInAgainAsync(page, account);
        await Expect(page.GetByTestId("login-code")).ToHaveCountAsync(0);
        await LookAsync(page, "login-passkey");
        await page.GetByTestId("login-passkey").ClickAsync();
        await Expect(page.GetByTestId("logout")).ToBeVisibleAsync();

        await SignInAgainAsync(page, account);
        await page.GetByTestId("login-code-other").ClickAsync();
        await page.GetByTestId("login-code").FillAsync(codes[0]);
        await page.GetByTestId("login-code-submit").ClickAsync();
        await Expect(page.GetByTestId("logout")).ToBeVisibleAsync();

        await RenameAsync(page, "Work laptop");
        await RemoveAsync(page, account);
        await page.GetByTestId("logout").ClickAsync();
        await FillAsync(page, account);
        await Expect(page.GetByTestId("logout")).ToBeVisibleAsync();
    });

    [Fact]
    public Task OnAnotherDevice_SaysSo_ThenWorks() => JourneyAsync("en", "light", 1280, async (page, account) =>
    {
        var device = await VirtualAuthenticator.AddToAsync(page);
        await AddAsync(page, account, "Laptop");
        var credential = await device.TakeAsync();

        await SignInAgainAsync(page, account);
        await page.GetByTestId("login-passkey").ClickAsync();
        await Expect(page.GetByTestId("passkey-error")).ToContainTextAsync("on another device");
        await Axe.CheckAsync(page, "passkey-error");

        await device.GiveAsync(credential);
        await page.GetByTestId("login-passkey").ClickAsync();
        await Expect(page.GetByTestId("logout")).ToBeVisibleAsync();
    });

    private Task JourneyAsync(string language, string theme, int width, Func<IPage, DemoAccount, Task> journey) => demo.JourneyAsync(async administrator =>
    {
        var account = Invitations.Newcomer();
        await administrator.AdmitAsync(DemoAccounts.Administrator);
        var users = await administrator.OpenAsync("/users");
        var link = await users.InviteAsync(account);
        await demo.JourneyAsync(
            async visitor =>
            {
                await visitor.PreferAsync(ByName(demo.Url), language, theme);
                await journey(await visitor.AcceptAsync(ByName(link), account), account);
            },
            new() { ViewportSize = new() { Width = width, Height = 800 } },
            ByName(demo.Url));
    });

    // Browsers offer no passkeys at an IP address.
    private static string ByName(string url) => url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    private static async Task<IReadOnlyList<string>> AddAsync(IPage page, DemoAccount account, string name)
    {
        await page.GetByTestId("nav-profile").ClickAsync();
        await page.GetByTestId("profile-factor").ClickAsync();
        await page.GetByTestId("passkey-instead").ClickAsync();
        await Expect(page.GetByTestId("second-factor-confirm")).ToBeVisibleAsync();
        await LookAsync(page, "passkey-confirm");
        await page.GetByTestId("second-factor-password").FillAsync(account.Password);
        await page.GetByTestId("second-factor-confirm").ClickAsync();
        await Expect(page.GetByTestId("passkey-name")).Not.ToHaveValueAsync("");
        await LookAsync(page, "passkey-name");
        await page.GetByTestId("passkey-name").FillAsync(name);
        await page.GetByTestId("passkey-create").ClickAsync();
        await Expect(page.GetByTestId("recovery-code")).ToHaveCountAsync(10);
        var codes = await page.GetByTestId("recovery-code").AllInnerTextsAsync();
        await page.GetByTestId("recovery-codes-kept").ClickAsync();
        await Expect(page.GetByTestId("profile-passkey")).ToContainTextAsync(name);
        await LookAsync(page, "profile-passkey");
        return codes;
    }

    private static async Task RenameAsync(IPage page, string name)
    {
        await page.GetByTestId("nav-profile").ClickAsync();
        await page.GetByTestId("profile-factor").ClickAsync();
        await Expect(page.GetByTestId("passkey-rename-name")).ToBeVisibleAsync();
        await LookAsync(page, "passkeys");
        await page.GetByTestId("passkey-rename-name").FillAsync(name);
        // The field holds the name before it is kept, too: the answer is what counts.
        await page.RunAndWaitForResponseAsync(
            () => page.GetByTestId("passkey-rename").ClickAsync(), response => response.Request.Method == "GET" && response.Request.IsNavigationRequest);
        await page.WaitForLoadStateAsync();
        await Expect(page.GetByTestId("passkey-rename-name")).ToHaveValueAsync(name);
    }

    private static async Task RemoveAsync(IPage page, DemoAccount account)
    {
        await page.GetByTestId("passkey-remove").ClickAsync();
        await Expect(page.GetByTestId("second-factor-confirm")).ToBeVisibleAsync();
        await LookAsync(page, "passkey-remove");
        await page.GetByTestId("second-factor-password").FillAsync(account.Password);
        // The code is left blank: the passkey itself confirms.
        await page.GetByTestId("second-factor-confirm").ClickAsync();
        await Expect(page.GetByTestId("profile-done")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("profile-passkey")).ToHaveCountAsync(0);
    }

    private static async Task SignInAgainAsync(IPage page, DemoAccount account)
    {
        await page.GetByTestId("logout").ClickAsync();
        await FillAsync(page, account);
        await Expect(page.GetByTestId("login-passkey")).ToBeVisibleAsync();
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
}
