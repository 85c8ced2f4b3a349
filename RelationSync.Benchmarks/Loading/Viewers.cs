using Microsoft.Playwright;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Loading;

/// <summary>People with the dashboard open: pages of one Chromium, each in a context of its own, so with a circuit of its own.</summary>
internal sealed class Viewers : IAsyncDisposable
{
    private const float Patience = 60_000;

    /// <summary>Counts in each page: loads of it, pushes that changed it, losses of its circuit.</summary>
    private const string Counting =
        """
        if (location.protocol.startsWith("http")) {
          const add = (name) => sessionStorage.setItem(name, String(Number(sessionStorage.getItem(name) ?? 0) + 1));
          add("loads");
          new MutationObserver((changes) => {
            const lost = (c) => c.target.id === "components-reconnect-modal";
            if (changes.some((c) => lost(c) && /components-reconnect-(show|retrying|failed|rejected)/.test(c.target.className))) { add("drops"); }
            if (changes.some((c) => !lost(c))) { add("pushes"); }
          }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["class"] });
        }
        """;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<IPage> _pages = [];

    private Viewers(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Viewers> OpenAsync(PortalProcess portal, int count)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(await ChromiumFinder.LaunchOptionsAsync());
        var viewers = new Viewers(playwright, browser);
        string? state = null;
        for (var i = 0; i < count; i++)
        {
            var context = await browser.NewContextAsync(new() { BaseURL = portal.Url, StorageState = state });
            if (state is null)
            {
                await context.APIRequest.PostAsync("/api/v1/login", new() { DataObject = new { email = PortalProcess.Email, password = PortalProcess.Password } });
                state = await context.StorageStateAsync();
            }

            await context.AddInitScriptAsync(Counting);
            var page = await context.NewPageAsync();
            viewers._pages.Add(page);
            await page.GotoAsync("/", new() { Timeout = Patience });
            await page.GetByTestId("kpi-pending").WaitForAsync(new() { Timeout = Patience });
        }

        return viewers;
    }

    /// <summary>The fewest pushes that any page saw, and circuits that were lost or had to be begun anew.</summary>
    public async Task<(int FewestPushes, int Dropped)> CountAsync()
    {
        var counts = new List<int[]>();
        foreach (var page in _pages)
        {
            counts.Add(await page.EvaluateAsync<int[]>("['loads', 'pushes', 'drops'].map((n) => Number(sessionStorage.getItem(n) ?? 0))"));
        }

        return (counts.Min(c => c[1]), counts.Count(c => c[0] != 1 || c[2] > 0));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
