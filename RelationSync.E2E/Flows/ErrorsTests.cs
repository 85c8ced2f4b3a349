using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Demo;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

[Collection(DemoJourneys.Name)]
public sealed class ErrorsTests(Demo demo)
{
    [Fact]
    public Task RefusedMail_IsFoundInTheLog_AndRetriedFromItsPage() => demo.JourneyAsync(async visitor =>
    {
        using var simulator = new SimulatorClient(demo.SimulatorUrl);
        await simulator.RefuseAsync("お見積もりの件", times: 1, CancellationToken.None);
        await simulator.PressAsync("mail", CancellationToken.None);
        await visitor.AdmitAsync(DemoAccounts.Administrator);
        var page = await visitor.OpenAsync("/");
        await page.GetByTestId("nav-errors").ClickAsync();

        // The newest kind stands open.
        var entry = page.GetByTestId("error-row").Filter(new() { HasText = "お見積もりの件" });
        await Expect(entry).ToHaveAttributeAsync("data-status", "failed");
        await entry.GetByRole(AriaRole.Link).ClickAsync();
        await page.GetByTestId("action-retry").ClickAsync();

        await Expect(page.GetByTestId("action-status")).ToHaveAttributeAsync("data-status", "synced");
        await Expect(page.GetByTestId("action-timeline").Locator("li").Last).ToHaveAttributeAsync("data-step", "made");
    });

    [Fact]
    public Task Export_IsAWorkbook() => demo.JourneyAsync(async visitor =>
    {
        await visitor.AdmitAsync(DemoAccounts.Support);
        var page = await visitor.OpenAsync("/errors");

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("errors-export").ClickAsync());

        Assert.EndsWith(".xlsx", download.SuggestedFilename, StringComparison.Ordinal);
        await using var content = await download.CreateReadStreamAsync();
        var beginning = new byte[2];
        await content.ReadExactlyAsync(beginning);
        Assert.Equal("PK"u8, beginning);
    });
}
