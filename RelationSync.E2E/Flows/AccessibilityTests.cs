using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;

namespace RelationSync.E2E.Flows;

/// <summary>Every page, in both languages and themes, without a single violation.</summary>
[Collection(DemoJourneys.Name)]
public sealed class AccessibilityTests(Demo demo)
{
    [Theory]
    [InlineData("ja", "light")]
    [InlineData("ja", "dark")]
    [InlineData("en", "light")]
    [InlineData("en", "dark")]
    public Task EveryPage_HasNoViolation(string language, string theme) => CheckAsync(language, theme, new());

    [Fact]
    public Task EveryPage_OnAPhone_HasNoViolation() => CheckAsync("ja", "light", new() { ViewportSize = new() { Width = 360, Height = 740 } });

    private Task CheckAsync(string language, string theme, BrowserNewContextOptions options) => demo.JourneyAsync(
        async visitor =>
        {
            await visitor.PreferAsync(demo.Url, language, theme);
            var violations = new List<string>();
            foreach (var (name, open) in Pages.All)
            {
                var page = await open(visitor);
                violations.AddRange(await Axe.ViolationsAsync(page, name));
                await page.CloseAsync();
            }

            Assert.True(violations.Count == 0, string.Join('\n', violations));
        },
        options);
}
