using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;

namespace RelationSync.E2E.Flows;

/// <summary>Every page, in both languages and themes, on a common laptop and on the narrowest phone: nothing that axe minds, nothing cut off.</summary>
[Collection(DemoJourneys.Name)]
public sealed class PagesTests(Demo demo)
{
    private const string CutOff = """
        () => [...document.querySelectorAll('main *')]
          .filter(e => e.scrollWidth > e.clientWidth + 1 && ['auto', 'scroll', 'hidden'].includes(getComputedStyle(e).overflowX))
          .filter(e => getComputedStyle(e).textOverflow !== 'ellipsis' && e.clientWidth > 40)
          .map(e => `${e.tagName.toLowerCase()}.${e.className} ${e.scrollWidth} > ${e.clientWidth}`)
        """;

    private const string Outside = """
        () => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.body.querySelectorAll('*')]
          .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
          .map(e => `${e.tagName.toLowerCase()}.${e.className.baseVal ?? e.className} reaches ${e.getBoundingClientRect().right}`).slice(0, 8)
        """;

    [Theory]
    [InlineData("ja", "light")]
    [InlineData("ja", "dark")]
    [InlineData("en", "light")]
    [InlineData("en", "dark")]
    public Task OnALaptop(string language, string theme) =>
        LookAsync(language, theme, CutOff, new() { ViewportSize = new() { Width = 1280, Height = 800 } });

    /// <summary>The narrowest phone; and a laptop's window of 1,280 pixels at 400 %, which leaves 320.</summary>
    [Theory]
    [InlineData("ja", "light", 360)]
    [InlineData("en", "dark", 320)]
    public Task OnAPhone(string language, string theme, int width) =>
        LookAsync(language, theme, Outside, new() { ViewportSize = new() { Width = width, Height = 740 }, HasTouch = true, IsMobile = true });

    [Fact]
    public Task PageWithFaults_HasThemFound() => demo.JourneyAsync(async visitor =>
    {
        var page = await visitor.OpenAsync("/login");
        await page.EvaluateAsync("""
            () => {
              document.documentElement.removeAttribute('lang');
              document.querySelector('main').innerHTML = '<img src="x"><p style="color: #ddd; background: #fff">faint</p><p style="width: 200vw">wide</p>';
            }
            """);

        var violations = await Axe.ViolationsAsync(page, "faulty");

        Assert.All(["html-has-lang", "image-alt", "color-contrast"], rule => Assert.Contains(violations, v => v.StartsWith($"faulty: {rule} ", StringComparison.Ordinal)));
        Assert.NotEmpty(await page.EvaluateAsync<string[]>(Outside));
    });

    private Task LookAsync(string language, string theme, string layout, BrowserNewContextOptions options) => demo.JourneyAsync(
        async visitor =>
        {
            await visitor.PreferAsync(demo.Url, language, theme);
            var found = new List<string>();
            await Pages.WalkAsync(visitor, async (name, page) =>
            {
                var cut = await page.EvaluateAsync<string[]>(layout);
                var violations = await Axe.ViolationsAsync(page, name);
                lock (found)
                {
                    found.AddRange(cut.Select(e => $"{name}: {e}"));
                    found.AddRange(violations);
                }
            });
            Assert.True(found.Count == 0, string.Join('\n', found));
        },
        options);
}
