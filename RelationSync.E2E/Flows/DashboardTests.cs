using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Hosting.Demo;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

[Collection(DemoJourneys.Name)]
public sealed partial class DashboardTests(Demo demo)
{
    private static readonly string[] Figures =
        ["kpi-pending", "kpi-synced-today", "kpi-failed", "kpi-oldest-pending", "kpi-sla", "dashboard-chart", "dashboard-feed"];

    [Fact]
    public Task EventMade_MovesTheFiguresAndTheFeed_WithoutReload() => demo.JourneyAsync(async visitor =>
    {
        await visitor.AdmitAsync(DemoAccounts.Administrator);
        var page = await visitor.OpenAsync("/");
        var synced = page.GetByTestId("kpi-synced-today").Locator(".v");
        await Expect(synced).ToHaveTextAsync(AnyNumber());
        var before = Number(await synced.InnerTextAsync());
        await page.EvaluateAsync("window.untouched = true");

        var simulator = await visitor.OpenSimulatorAsync();
        var mails = simulator.GetByTestId("sim-event-row").Filter(new() { HasText = "お見積もりの件" });
        var mailsBefore = await mails.CountAsync();
        await simulator.GetByTestId("sim-mail").ClickAsync();
        await Expect(mails).ToHaveCountAsync(mailsBefore + 1);
        var subject = await mails.First.GetByRole(AriaRole.Cell).First.InnerTextAsync();

        await Expect(synced).ToHaveTextAsync(new Regex($@"^\s*{before + 1}\D*$"));
        await Expect(page.GetByTestId("dashboard-feed")).ToContainTextAsync(subject);
        Assert.True(await page.EvaluateAsync<bool>("window.untouched"));
    });

    [Fact]
    public Task EveryFigure_IsThere() => demo.JourneyAsync(async visitor =>
    {
        await visitor.AdmitAsync(DemoAccounts.Administrator);
        var page = await visitor.OpenAsync("/");

        foreach (var figure in Figures)
        {
            await Expect(page.GetByTestId(figure)).ToBeVisibleAsync();
        }
    });

    [GeneratedRegex(@"\d")]
    private static partial Regex AnyNumber();

    private static int Number(string text) => int.Parse(string.Concat(text.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);
}
