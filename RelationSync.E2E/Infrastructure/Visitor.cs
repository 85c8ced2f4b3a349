using Microsoft.AspNetCore.Localization;
using Microsoft.Playwright;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Components.Account;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Infrastructure;

/// <summary>Somebody with a browser of their own.</summary>
internal sealed class Visitor(IBrowserContext context, string simulatorUrl)
{
    private DemoAccount? _admitted;

    /// <summary>Opens a page of the portal.</summary>
    public async Task<IPage> OpenAsync(string path)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>Opens the simulator's own page and waits for its list of Events.</summary>
    public async Task<IPage> OpenSimulatorAsync()
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(simulatorUrl);
        await Expect(page.GetByTestId("sim-event-row").First).ToBeVisibleAsync();
        return page;
    }

    /// <summary>Signs in through the form.</summary>
    public async Task<IPage> SignInAsync(DemoAccount account)
    {
        var page = await OpenAsync("/login");
        await page.GetByTestId("login-email").FillAsync(account.Email);
        await page.GetByTestId("login-password").FillAsync(account.Password);
        await page.GetByTestId("login-submit").ClickAsync();
        await Expect(page.GetByTestId("logout")).ToBeVisibleAsync();
        return page;
    }

    /// <summary>Signs in without the form, for journeys that are about something else.</summary>
    public async Task AdmitAsync(DemoAccount account)
    {
        if (_admitted == account)
        {
            return;
        }

        var answer = await context.APIRequest.PostAsync("/api/v1/login", new() { DataObject = new { email = account.Email, password = account.Password } });
        Assert.True(answer.Ok, $"Signing in was answered {answer.Status}.");
        _admitted = account;
    }

    /// <summary>Chooses language and theme as an earlier visit would have.</summary>
    public Task PreferAsync(string url, string language, string theme) => context.AddCookiesAsync(
    [
        new() { Url = url, Name = CookieRequestCultureProvider.DefaultCookieName, Value = CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)) },
        new() { Url = url, Name = ThemeChoice.Cookie, Value = theme },
    ]);
}
