using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.E2E.Infrastructure;

/// <summary>A portal in demo mode and a browser, for all journeys.</summary>
public sealed class Demo : IAsyncLifetime
{
    // Two cores, shared with whatever else a build machine does.
    private const float Patience = 60_000;

    private readonly DemoTimes _times;
    private DemoPortal _portal = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private int _failures;

    public Demo()
        : this(DemoTimes.Short)
    {
    }

    internal Demo(DemoTimes times) => _times = times;

    public string Url => _portal.Url;

    public string SimulatorUrl => _portal.SimulatorUrl;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _playwright.Selectors.SetTestIdAttribute("data-testid");
        _browser = await _playwright.Chromium.LaunchAsync(await ChromiumFinder.LaunchOptionsAsync());
        _portal = await DemoPortal.StartAsync(_times, CancellationToken.None);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_portal is not null)
        {
            await _portal.DisposeAsync();
        }
    }

    /// <summary>A journey of somebody new: a browser without cookies. When it fails, its trace and pictures are kept.</summary>
    /// <param name="journey">What they do.</param>
    /// <param name="options">Of their browser.</param>
    /// <param name="portal">Another portal than the shared one.</param>
    /// <param name="name">Of the test.</param>
    internal async Task JourneyAsync(Func<Visitor, Task> journey, BrowserNewContextOptions? options = null, string? portal = null, [CallerMemberName] string name = "")
    {
        options ??= new();
        options.BaseURL = portal ?? Url;
        options.Locale ??= "ja-JP";
        options.TimezoneId ??= "Asia/Tokyo";
        options.ReducedMotion ??= ReducedMotion.Reduce;
        options.ViewportSize ??= new() { Width = 1280, Height = 900 };
        await using var context = await _browser.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        await context.Tracing.StartAsync(new() { Snapshots = true, Title = name });
        try
        {
            await journey(new Visitor(context, SimulatorUrl));
            await context.Tracing.StopAsync();
        }
        catch (Exception e)
        {
            throw new JourneyFailedException($"Trace, pictures and the portal's last words: {await KeepAsync(context, name)}", e);
        }
    }

    private async Task<string> KeepAsync(IBrowserContext context, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "failures", $"{name}-{++_failures}")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "portal.log"), _portal.LastWords);
        for (var i = 0; i < context.Pages.Count; i++)
        {
            await context.Pages[i].ScreenshotAsync(new() { Path = Path.Combine(folder, $"page-{i + 1}.png"), FullPage = true });
        }

        await context.Tracing.StopAsync(new() { Path = Path.Combine(folder, "trace.zip") });
        return folder;
    }
}
