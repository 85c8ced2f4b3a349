using System.Globalization;
using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Hosting.Demo;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>An operator clicks the numbers and counts the rows.</summary>
[Collection(DemoJourneys.Name)]
public sealed class FigureLinkTests(Demo demo)
{
    /// <summary>What doesn't move while a demo runs beside; the others are compared over a store at rest.</summary>
    private static readonly string[] Figures = ["kpi-failed", "kpi-waiting", "kpi-pending"];

    [Fact]
    public Task EachNumber_LeadsToItsRows() => demo.JourneyAsync(async visitor =>
    {
        await visitor.AdmitAsync(DemoAccounts.Administrator);
        foreach (var figure in Figures)
        {
            await CompareAsync(await visitor.OpenAsync("/"), figure);
        }
    });

    /// <summary>Those of every page that counts, on a portal where nothing else happens.</summary>
    [Fact]
    public async Task EachNumberOfAPortalAtRest_LeadsToItsRows()
    {
        await using var portal = await DemoPortal.StartAsync(DemoTimes.Short, CancellationToken.None);
        await demo.JourneyAsync(
            async visitor =>
            {
                await visitor.AdmitAsync(DemoAccounts.Administrator);
                var page = await visitor.OpenAsync("/");
                await Expect(page.GetByTestId("kpi-failed").Locator(".v")).ToHaveTextAsync("1件");
                await Expect(page.GetByTestId("kpi-pending").Locator(".v")).ToHaveTextAsync("0件");
                var clicked = 0;
                foreach (var path in (string[])["/", "/connections", "/errors"])
                {
                    clicked += await ClickAllAsync(page, path);
                }

                Assert.True(clicked > 15, $"only {clicked} numbers");
            },
            portal: portal.Url);
    }

    /// <summary>Clicks the numbers of a page one after another; returns how many there are.</summary>
    private static async Task<int> ClickAllAsync(IPage page, string path)
    {
        for (var i = 0; ; i++)
        {
            await page.GotoAsync(path);
            await Expect(page.GetByTestId("kpi-sla").Or(page.GetByTestId("connection-row")).Or(page.GetByTestId("errors-grid")).First).ToBeVisibleAsync();
            if (path == "/")
            {
                // The chart's numbers are in its table.
                await page.GetByTestId("dashboard-throughput").Locator("header > .btn").ClickAsync();
                await Expect(page.GetByTestId("reconciliation-all")).ToBeVisibleAsync();
            }

            var numbers = page.Locator("main").Locator("a.fig, a.kpi, .kpi a.v, a[data-testid=error-group-count]").And(page.Locator(":not([href*='sort=oldest'])"));
            if (i >= await numbers.CountAsync())
            {
                return i;
            }

            var (href, text) = (await numbers.Nth(i).GetAttributeAsync("href"), await numbers.Nth(i).Locator(".v").Or(numbers.Nth(i)).Last.InnerTextAsync());
            var says = int.Parse(string.Concat(text.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);
            await numbers.Nth(i).ClickAsync();
            var rows = page.Locator("[data-testid=action-row], [data-testid=operation-row], [data-testid=operation-count], [data-testid=ignored-row], [data-testid=refusal-row], [data-testid=error-row], [data-testid=error-history-row]");
            await Expect(rows.Or(page.GetByTestId("empty")).First).ToBeVisibleAsync();
            var shown = await rows.EvaluateAllAsync<int>("rows => rows.reduce((sum, row) => sum + Number(row.dataset.count ?? 1), 0)");
            Assert.True(says == shown, $"{path}: {href} says {says}, and shows {shown}");
        }
    }

    /// <summary>Other journeys act on the same store meanwhile: tried again until both are of one moment.</summary>
    private static async Task CompareAsync(IPage page, string figure)
    {
        for (var tries = 0; ; tries++)
        {
            await page.GotoAsync("/");
            var link = page.GetByTestId(figure);
            await Expect(link).ToBeVisibleAsync();
            var says = int.Parse(string.Concat((await link.Locator(".v").InnerTextAsync()).Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);
            await link.ClickAsync();
            await Expect(page.GetByTestId("actions-grid").Or(page.GetByTestId("empty"))).ToBeVisibleAsync();
            await Expect(page.GetByTestId("actions-figure")).ToBeVisibleAsync();
            var rows = await page.GetByTestId("action-row").CountAsync();
            if (rows == Math.Min(says, 50))
            {
                break;
            }

            Assert.True(tries < 4, $"{figure} says {says}, and its list has {rows}");
        }

        await page.CloseAsync();
    }
}
