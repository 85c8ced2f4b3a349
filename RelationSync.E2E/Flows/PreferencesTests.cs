using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Hosting.Demo;
using RelationSync.Portal.Resources;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>Language and theme belong to an account: here the support user's, so that other journeys find theirs as it was.</summary>
[Collection(DemoJourneys.Name)]
public sealed class PreferencesTests(Demo demo)
{
    [Fact]
    public async Task Language_Switched_StaysWhereOneWas_AndIsRememberedOnAnotherDevice()
    {
        await demo.JourneyAsync(async visitor =>
        {
            var page = await visitor.SignInAsync(DemoAccounts.Support);
            await page.GetByTestId("nav-actions").ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(Texts.Of<ActionsTexts>("Actions_Page_Title"));

            await page.GetByTestId("language").ClickAsync();

            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(Texts.Of<ActionsTexts>("Actions_Page_Title", "en"));
            await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
            await page.ReloadAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(Texts.Of<ActionsTexts>("Actions_Page_Title", "en"));
        });

        await demo.JourneyAsync(async visitor =>
        {
            var page = await visitor.SignInAsync(DemoAccounts.Support);
            await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");

            await page.GetByTestId("language").ClickAsync();

            await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "ja");
        });
    }

    [Fact]
    public Task SignInPage_SpeaksTheLanguageChosenOnIt() => demo.JourneyAsync(async visitor =>
    {
        var page = await visitor.OpenAsync("/login");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(Texts.Of<AccountTexts>("Account_Login_Title"));

        await page.GetByTestId("language").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(Texts.Of<AccountTexts>("Account_Login_Title", "en"));

        await page.GotoAsync("/login");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(Texts.Of<AccountTexts>("Account_Login_Title", "en"));
    });

    [Fact]
    public Task Theme_GoesRound_AndIsRemembered() => demo.JourneyAsync(
        async visitor =>
        {
            var page = await visitor.SignInAsync(DemoAccounts.Support);
            var root = page.Locator("html");
            await Expect(root).ToHaveAttributeAsync("data-theme", ThemeChoice.System);
            var light = await BackgroundAsync(page);

            await page.GetByTestId("theme").ClickAsync();
            await Expect(root).ToHaveAttributeAsync("data-theme", ThemeChoice.Light);
            await page.GetByTestId("theme").ClickAsync();
            await Expect(root).ToHaveAttributeAsync("data-theme", ThemeChoice.Dark);
            await page.ReloadAsync();
            await Expect(root).ToHaveAttributeAsync("data-theme", ThemeChoice.Dark);
            await Expect(page.GetByTestId("theme")).ToBeVisibleAsync();
            Assert.NotEqual(light, await BackgroundAsync(page));

            await page.GetByTestId("theme").ClickAsync();
            await Expect(root).ToHaveAttributeAsync("data-theme", ThemeChoice.System);
        },
        new() { ColorScheme = ColorScheme.Light });

    private static Task<string> BackgroundAsync(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
