using ClosedXML.Excel;
using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Hosting.Demo;
using RelationSync.Portal.Resources;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

[Collection(DemoJourneys.Name)]
public sealed class ErrorsTests(Demo demo)
{
    // What the shared portal was seeded with: refused once, and left so.
    private const string Refused = "納期のお問い合わせ";

    [Fact]
    public Task RefusedMail_IsFoundInTheLog_AndRetriedFromItsPage() => demo.JourneyAsync(async visitor =>
    {
        var (page, entry) = await RefuseAsync(visitor, "mail", "お見積もりの件");

        await entry.GetByRole(AriaRole.Link).ClickAsync();
        await page.GetByTestId("action-retry").ClickAsync();

        await Expect(page.GetByTestId("action-status")).ToHaveAttributeAsync("data-status", "synced");
        await Expect(page.GetByTestId("action-timeline").Locator("li").Last).ToHaveAttributeAsync("data-step", "made");
    });

    [Fact]
    [Trait("Rule", "R-E4")]
    public Task RefusedMemo_RetriedInTheLog_ClosesItselfAndSaysWhatCameOfIt() => demo.JourneyAsync(async visitor =>
    {
        const string subject = "来店時のご相談";
        var (page, entry) = await RefuseAsync(visitor, "memo", subject);

        await entry.GetByRole(AriaRole.Checkbox).ClickAsync();
        await Expect(page.GetByTestId("errors-bulk")).ToBeVisibleAsync();
        await page.GetByTestId("errors-retry").ClickAsync();

        await Expect(page.GetByTestId("errors-said")).ToContainTextAsync("1");
        await Expect(entry).ToHaveCountAsync(0);
        await Expect(page.GetByTestId("error-row").Filter(new() { HasText = Refused })).ToBeVisibleAsync();
        await Expect(page.GetByTestId("errors-bulk")).ToBeHiddenAsync();
        await Expect(page.GetByTestId("errors-progress")).ToHaveAttributeAsync("data-left", "0");

        await page.GetByTestId("errors-history").ClickAsync();
        var solved = page.GetByTestId("error-history-row").Filter(new() { HasText = subject });
        await Expect(solved).ToHaveAttributeAsync("data-state", "closed");
        await Expect(solved).ToContainTextAsync(Texts.Of<WorkbookTexts>("Workbook_Result_Synced"));
    });

    [Fact]
    public Task Export_FromTheErrorsPage_HoldsTheYear() => demo.JourneyAsync(async visitor =>
    {
        await visitor.AdmitAsync(DemoAccounts.Support);
        var page = await visitor.OpenAsync("/errors");

        CheckWorkbook(await DownloadAsync(page, "errors-export"));
    });

    [Fact]
    public Task Export_FromTheConnectionsMenu_HoldsTheYear() => demo.JourneyAsync(async visitor =>
    {
        await visitor.AdmitAsync(DemoAccounts.Support);
        var page = await Pages.All["connection"](visitor);
        await page.GetByTestId("connection-menu").ClickAsync();

        CheckWorkbook(await DownloadAsync(page, "connection-export"));
    });

    /// <summary>Has one refused; the errors page, and its entry there.</summary>
    private async Task<(IPage Page, ILocator Entry)> RefuseAsync(Visitor visitor, string kind, string subject)
    {
        using var simulator = new SimulatorClient(demo.SimulatorUrl);
        await simulator.RefuseAsync(subject, times: 1, CancellationToken.None);
        await simulator.PressAsync(kind, CancellationToken.None);
        await visitor.AdmitAsync(DemoAccounts.Administrator);
        var page = await visitor.OpenAsync("/actions?status=failed");
        await Expect(page.GetByTestId("action-row").Filter(new() { HasText = subject })).ToBeVisibleAsync();
        await page.GetByTestId("nav-errors").ClickAsync();

        // The kind that was newest when the page opened stands open.
        var entry = page.GetByTestId("error-row").Filter(new() { HasText = subject });
        await Expect(entry).ToHaveAttributeAsync("data-status", "failed");
        return (page, entry);
    }

    private static async Task<XLWorkbook> DownloadAsync(IPage page, string button)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId(button).ClickAsync());
        Assert.EndsWith(".xlsx", download.SuggestedFilename, StringComparison.Ordinal);
        await using var content = await download.CreateReadStreamAsync();
        using var file = new MemoryStream();
        await content.CopyToAsync(file);
        return new XLWorkbook(file);
    }

    private static void CheckWorkbook(XLWorkbook workbook)
    {
        using (workbook)
        {
            Assert.Equal(
                [Texts.Of<WorkbookTexts>("Workbook_Sheet_Summary"), Texts.Of<WorkbookTexts>("Workbook_Sheet_Entries"), Texts.Of<WorkbookTexts>("Workbook_Sheet_Remedies")],
                workbook.Worksheets.Select(s => s.Name));
            var entries = workbook.Worksheet(2);
            Assert.Equal(1, entries.SheetView.SplitRow);
            Assert.Equal(1, entries.AutoFilter.Range.FirstRow().RowNumber());
            var row = entries.RowsUsed().First(r => r.CellsUsed().Any(c => c.GetString().Contains(Refused, StringComparison.Ordinal)));
            Assert.Equal(XLDataType.DateTime, row.Cell(1).DataType);
            Assert.Contains(row.CellsUsed(), c => c.GetString() == "FIELD_CUSTOM_VALIDATION_EXCEPTION");
        }
    }
}
