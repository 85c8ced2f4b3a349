using System.Globalization;
using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Hosting.Demo;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>Somebody clicks the numbers of the dashboard and counts the rows.</summary>
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
