using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Accounts;

namespace RelationSync.E2E.Flows;

/// <summary>Every page, in both languages and themes, on a common laptop, on the narrowest phone and at 400 %: nothing that axe minds, nothing cut off.</summary>
[Collection(DemoJourneys.Name)]
public sealed class PagesTests(Demo demo)
{
    private const int Zoom = 4;

    private static readonly ViewportSize Laptop = new() { Width = 1280, Height = 1024 };
    private static readonly ViewportSize Phone = new() { Width = 360, Height = 740 };

    private const string Background = "() => getComputedStyle(document.documentElement).getPropertyValue('--mud-palette-background')";

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
    [InlineData("ja")]
    [InlineData("en")]
    public Task OnALaptop_InBothThemes(string language) => LookAsync(language, Laptop, async page =>
    [
        .. await page.EvaluateAsync<string[]>(CutOff),
        .. await Axe.ViolationsAsync(page, "light"),
        .. await DarkAsync(page),
    ]);

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public Task OnAPhone_AndOnALaptopAt400Percent(string language) => LookAsync(language, Phone, async page =>
    [
        .. await page.EvaluateAsync<string[]>(Outside),
        .. await Axe.ViolationsAsync(page, "phone"),
        .. await ZoomedAsync(page),
    ]);

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

    private Task LookAsync(string language, ViewportSize size, Func<IPage, Task<IReadOnlyList<string>>> look) => demo.JourneyAsync(
        async visitor =>
        {
            await visitor.PreferAsync(demo.Url, language, ThemeChoice.System);
            var found = new List<string>();
            await Pages.WalkAsync(visitor, async (name, page) =>
            {
                var here = await look(page);
                lock (found)
                {
                    found.AddRange(here.Select(e => $"{name}: {e}"));
                }
            });
            Assert.True(found.Count == 0, string.Join('\n', found));
        },
        new() { ViewportSize = size });

    /// <summary>The system turns dark: MudBlazor's colours come from the server, a moment after the style sheet's.</summary>
    private static async Task<IReadOnlyList<string>> DarkAsync(IPage page)
    {
        var light = await page.EvaluateAsync<string>(Background);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        if (light.Length > 0)
        {
            await page.WaitForFunctionAsync($"light => ({Background})() !== light", light);
        }

        return await Axe.ViolationsAsync(page, "dark", "color-contrast");
    }

    private static async Task<IReadOnlyList<string>> ZoomedAsync(IPage page)
    {
        await page.SetViewportSizeAsync(Laptop.Width / Zoom, Laptop.Height / Zoom);
        return await page.EvaluateAsync<string[]>(Outside);
    }
}
