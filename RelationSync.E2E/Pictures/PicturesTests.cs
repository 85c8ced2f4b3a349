using System.Net.Http.Json;
using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Pictures;

/// <summary>Makes the pictures in <c>docs/images</c> anew: <c>RELATIONSYNC_SCREENSHOTS=1 dotnet test RelationSync.E2E --filter Category=Pictures</c>.</summary>
[Trait("Category", "Pictures")]
public sealed class PicturesTests
{
    private static readonly string[] Kinds = ["mail", "memo", "call", "chat", "sms", "schedule", "mail", "memo", "call", "chat", "mail"];

    private static readonly object Refusal = new
    {
        match = new { record_contains = "納期のお問い合わせ" },
        kind = "record_error",
        times = 2,
        error_code = "FIELD_CUSTOM_VALIDATION_EXCEPTION",
        message = "商談フェーズを入力してください。",
    };

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
                await demo.JourneyAsync(visitor => TakeAsync(demo, visitor, theme), Screen(1280, 880, theme));
            }

            await demo.JourneyAsync(visitor => TakePhoneAsync(demo, visitor), Screen(390, 844, "light"));
        }
        finally
        {
            await demo.DisposeAsync();
        }
    }

    /// <summary>A few busy minutes, with two calls that Salesforce refuses.</summary>
    private static async Task WorkAsync(Demo demo)
    {
        using var http = new HttpClient { BaseAddress = new Uri(demo.SimulatorUrl) };
        using var fault = await http.PostAsJsonAsync("/_control/orgs/demo/faults", Refusal);
        Assert.True(fault.IsSuccessStatusCode);
        for (var i = 0; i < 110; i++)
        {
            using var answer = await http.PostAsync($"/_page/operations/{Kinds[i % Kinds.Length]}", null);
            Assert.True(answer.IsSuccessStatusCode);
            await Task.Delay(TimeSpan.FromSeconds(1.3));
        }
    }

    private static async Task TakeAsync(Demo demo, Visitor visitor, string theme)
    {
        await visitor.PreferAsync(demo.Url, "ja", theme);
        foreach (var name in (string[])["login", "dashboard", "connections", "connection", "actions", "action"])
        {
            var page = await Pages.All[name](visitor);
            if (name == "action")
            {
                await page.GotoAsync("/actions?status=failed");
                await page.GetByTestId("action-row").First.GetByRole(AriaRole.Link).ClickAsync();
                await Expect(page.GetByTestId("action-timeline")).ToBeVisibleAsync();
            }

            await KeepAsync(page, $"{name}-{theme}");
        }

        await KeepAsync(await visitor.OpenSimulatorAsync(), $"simulator-{theme}");
    }

    private static async Task TakePhoneAsync(Demo demo, Visitor visitor)
    {
        await visitor.PreferAsync(demo.Url, "en", "light");
        foreach (var name in (string[])["dashboard", "actions", "action"])
        {
            await KeepAsync(await Pages.All[name](visitor), $"{name}-phone");
        }
    }

    private static Task<byte[]> KeepAsync(IPage page, string name) => page.ScreenshotAsync(new() { Path = Path.Combine(Folder(), name + ".png") });

    private static BrowserNewContextOptions Screen(int width, int height, string theme) => new()
    {
        ViewportSize = new() { Width = width, Height = height },
        DeviceScaleFactor = 1.5f,
        ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
    };

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RelationSync.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests lie outside of the repository.");
        }

        return Path.Combine(folder.FullName, "docs", "images");
    }
}
