using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Accounts;

namespace RelationSync.E2E.Flows;

/// <summary>Every page, in both languages and themes, on a common laptop, on the narrowest phone and at 400 %: nothing that axe minds, nothing cut off.</summary>
[Collection(DemoJourneys.Name)]
public sealed class PagesTests(Demo demo)
{
    private static readonly (int Width, int Height) Laptop = (1280, 1024);
    private static readonly (int Width, int Height) Phone = (360, 740);

    /// <summary>The laptop at 400 %.</summary>
    private static readonly (int Width, int Height) Zoomed = (Laptop.Width / 4, Laptop.Height / 4);

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
    public Task EveryPage_IsReadableByAll_AndWhole(string language) => demo.JourneyAsync(async visitor =>
    {
        await visitor.PreferAsync(demo.Url, language, ThemeChoice.System);
        var found = new List<string>();
        await Pages.WalkAsync(visitor, async (name, page) =>
        {
            var here = new List<string>();
            await SizeAsync(page, Laptop);
            here.AddRange(await page.EvaluateAsync<string[]>(CutOff));
            here.AddRange(await Axe.ViolationsAsync(page, "light"));
            await DarkenAsync(page);
            here.AddRange(await Axe.ViolationsAsync(page, "dark", "color-contrast"));
            await SizeAsync(page, Phone);
            here.AddRange(await page.EvaluateAsync<string[]>(Outside));
            here.AddRange(await Axe.ViolationsAsync(page, "phone"));
            await SizeAsync(page, Zoomed);
            here.AddRange(await page.EvaluateAsync<string[]>(Outside));
            lock (found)
            {
                found.AddRange(here.Select(e => $"{name}: {e}"));
            }
        });
        Assert.True(found.Count == 0, string.Join('\n', found));
    });

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

    private static Task SizeAsync(IPage page, (int Width, int Height) size) => page.SetViewportSizeAsync(size.Width, size.Height);

    /// <summary>As the system's theme would: MudBlazor's colours come from the server, a moment after the style sheet's.</summary>
    private static async Task DarkenAsync(IPage page)
    {
        var light = await page.EvaluateAsync<string>(Background);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        if (light.Length > 0)
        {
            await page.WaitForFunctionAsync($"light => ({Background})() !== light", light);
        }
    }
}
