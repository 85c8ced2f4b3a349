using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;

namespace RelationSync.E2E.Pictures;

/// <summary>Makes the pictures in <c>docs/images</c> anew, and those of every page, for looking at, in <c>artifacts/pictures</c>: <c>RELATIONSYNC_SCREENSHOTS=1 dotnet test RelationSync.E2E --filter Category=Pictures</c>.</summary>
[Trait("Category", "Pictures")]
public sealed class PicturesTests
{
    private const int Operations = 88;
    private const int Highest = 1700;

    private static readonly string[] Published =
        ["dashboard-light", "dashboard-dark", "connection-light", "action-light", "errors-light", "simulator-light"];

    private static readonly string[] Kinds = ["mail", "memo", "call", "chat", "sms", "schedule", "mail", "memo", "call", "chat", "mail"];

    [OnDemandFact("RELATIONSYNC_SCREENSHOTS")]
    public async Task Pictures_AreMadeAnew()
    {
        var demo = new Demo(DemoTimes.Lifelike);
        try
        {
            await demo.InitializeAsync();
            await WorkAsync(demo);
            foreach (var theme in (string[])["light", "dark"])
            {
                await demo.JourneyAsync(visitor => TakeAsync(demo, visitor, theme), Screen(1440, 900, theme));
            }

            await demo.JourneyAsync(visitor => TakePhoneAsync(demo, visitor), Screen(390, 844, "light"));
        }
        finally
        {
            await demo.DisposeAsync();
        }
    }

    /// <summary>A few busy minutes, with two calls that Salesforce refuses; the last operations are still under way.</summary>
    private static async Task WorkAsync(Demo demo)
    {
        using var simulator = new SimulatorClient(demo.SimulatorUrl);
        var before = await simulator.CountEventsAsync(default);
        await simulator.RefuseAsync("納期のお問い合わせ", times: 2, default);
        for (var i = 0; i < Operations; i++)
        {
            await simulator.PressAsync(Kinds[i % Kinds.Length], default);
            await Task.Delay(TimeSpan.FromSeconds(1.3));
        }

        await Until.TrueAsync(async () => await simulator.CountEventsAsync(default) == before + Operations - 2, () => "Operations did not become Events.", default);
        foreach (var kind in Kinds.Take(3))
        {
            await simulator.PressAsync(kind, default);
        }
    }

    private static async Task TakeAsync(Demo demo, Visitor visitor, string theme)
    {
        await visitor.PreferAsync(demo.Url, "ja", theme);
        foreach (var name in Pages.All.Keys.Where(n => !n.EndsWith("none", StringComparison.Ordinal)))
        {
            await KeepAsync(await Pages.All[name](visitor), $"{name}-{theme}");
        }

        await KeepAsync(await visitor.OpenSimulatorAsync(), $"simulator-{theme}");
    }

    private static async Task TakePhoneAsync(Demo demo, Visitor visitor)
    {
        await visitor.PreferAsync(demo.Url, "en", "light");
        foreach (var name in (string[])["dashboard", "connections", "actions", "action", "errors"])
        {
            await KeepAsync(await Pages.All[name](visitor), $"{name}-phone");
        }
    }

    /// <summary>In a window as high as the page is: its menu stands still, and would end where the window does.</summary>
    private static async Task KeepAsync(IPage page, string name)
    {
        var height = await page.EvaluateAsync<int>("document.documentElement.scrollHeight");
        await page.SetViewportSizeAsync(page.ViewportSize!.Width, Math.Min(height, Highest));
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder(name), name + ".png") });
    }

    private static BrowserNewContextOptions Screen(int width, int height, string theme) => new()
    {
        ViewportSize = new() { Width = width, Height = height },
        DeviceScaleFactor = 1.25f,
        ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
    };

    private static string Folder(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RelationSync.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests lie outside of the repository.");
        }

        return Path.Combine(folder.FullName, Published.Contains(name) ? "docs/images" : "artifacts/pictures");
    }
}
