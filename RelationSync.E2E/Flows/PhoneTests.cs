using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Hosting.Demo;
using RelationSync.Portal.Resources;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>On the narrowest phone.</summary>
[Collection(DemoJourneys.Name)]
public sealed class PhoneTests(Demo demo)
{
    [Fact]
    public Task Menu_OpensOverThePage_AndClosesBehindAChoice() => demo.JourneyAsync(
        async visitor =>
        {
            var page = await visitor.SignInAsync(DemoAccounts.Support);
            var choice = page.GetByTestId("nav-actions");
            await Expect(choice).ToBeHiddenAsync();

            await page.GetByRole(AriaRole.Button, new() { Name = Texts.Of<LayoutTexts>("Layout_Menu_Open") }).ClickAsync();
            await choice.ClickAsync();

            await Expect(page.GetByTestId("action-row").First).ToBeVisibleAsync();
            await Expect(choice).ToBeHiddenAsync();
        },
        Phone());

    private static BrowserNewContextOptions Phone() => new() { ViewportSize = new() { Width = 360, Height = 740 }, HasTouch = true, IsMobile = true };
}
