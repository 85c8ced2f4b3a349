using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Demo;
using RelationSync.Portal.Resources;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>On the narrowest phone.</summary>
[Collection(DemoJourneys.Name)]
public sealed class PhoneTests(Demo demo)
{
    private const int Width = 360;

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public Task NoPage_ScrollsSideways(string language) => demo.JourneyAsync(
        async visitor =>
        {
            await visitor.PreferAsync(demo.Url, language, "light");
            var wide = new List<string>();
            foreach (var (name, open) in Pages.All)
            {
                var page = await open(visitor);
                var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
                if (width > Width)
                {
                    wide.Add($"{name} is {width} px wide: {string.Join(", ", await page.EvaluateAsync<string[]>(Outside))}");
                }

                await page.CloseAsync();
            }

            Assert.Empty(wide);
        },
        Phone());

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

    private const string Outside = """
        () => [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
          .map(e => e.tagName.toLowerCase() + (e.className.baseVal ?? '.' + e.className).replaceAll(' ', '.')).slice(0, 8)
        """;

    private static BrowserNewContextOptions Phone() => new() { ViewportSize = new() { Width = Width, Height = 740 }, HasTouch = true, IsMobile = true };
}
