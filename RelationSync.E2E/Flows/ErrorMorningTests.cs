using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Hosting.Demo;
using RelationSync.Portal.Resources;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>A morning with thirty failures of four causes: fixed in Salesforce, retried until the list is empty and every page agrees.</summary>
[Collection(DemoJourneys.Name)]
public sealed class ErrorMorningTests(Demo demo)
{
    // One was refused already when the portal was seeded, a mail.
    private static readonly (string Kind, string Label, string Code, string Message, int Count)[] Causes =
    [
        ("mail", "【メール】", "FIELD_CUSTOM_VALIDATION_EXCEPTION", "関連先を入力してください", 9),
        ("memo", "【応対メモ】", "REQUIRED_FIELD_MISSING", "Required fields are missing: [Region__c]", 8),
        ("call", "【通話メモ】", "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "EventTrigger: execution of BeforeInsert", 7),
        ("sms", "【SMS】", "STRING_TOO_LONG", "data value too large", 5),
    ];

    [Fact]
    [Trait("Rule", "R-E4")]
    public async Task ThirtyFailuresOfFourCauses_AreRetriedUntilTheListIsEmpty_AndEveryPageAgrees()
    {
        await using var portal = await DemoPortal.StartAsync(DemoTimes.Short, CancellationToken.None);
        using var simulator = new SimulatorClient(portal.SimulatorUrl);
        foreach (var cause in Causes)
        {
            await simulator.RefuseAsync(cause.Label, cause.Code, cause.Message, cause.Kind == "mail" ? ["WhatId"] : [], CancellationToken.None);
            for (var i = 0; i < cause.Count; i++)
            {
                await simulator.PressAsync(cause.Kind, CancellationToken.None);
            }
        }

        await demo.JourneyAsync(
            async visitor =>
            {
                await visitor.AdmitAsync(DemoAccounts.Administrator);
                var page = await visitor.OpenAsync("/errors");
                var groups = page.GetByTestId("error-group");
                await AgreeAsync(page, 30);
                await Expect(groups).ToHaveCountAsync(4);
                await Expect(groups.Locator(".count b")).ToHaveTextAsync(["10件", "8件", "7件", "5件"]);

                await TakeOnAsync(page);
                await TryOneAsync(page, "errors-progress", fails: true);
                await simulator.MendAsync(CancellationToken.None);
                await TryOneAsync(page, "errors-progress", fails: false);
                await Expect(groups.First.Locator(".count b")).ToHaveTextAsync("9件");

                await page.GetByTestId("errors-retry-group").First.ClickAsync();
                await Expect(groups).ToHaveCountAsync(3);
                await page.GetByTestId("errors-retry-all").ClickAsync();
                await Expect(page.GetByTestId("empty")).ToBeVisibleAsync();
                await Expect(page.Locator("[data-testid=errors-progress][data-left='0']")).ToHaveCountAsync(4);

                await AgreeAsync(page, 0);
                await page.GotoAsync("/errors?tab=history");
                await Expect(page.Locator("[data-testid=error-history-row][data-state=open]")).ToHaveCountAsync(0);
                // Thirty, and the one that was tried too early again.
                await Expect(page.GetByTestId("error-history-row").Filter(new() { HasText = Texts.Of<WorkbookTexts>("Workbook_Result_Synced") })).ToHaveCountAsync(31);
            },
            portal: portal.Url);
    }

    /// <summary>Every page says how many actions have no Event.</summary>
    private static async Task AgreeAsync(IPage page, int failed)
    {
        var figure = new Regex(string.Create(CultureInfo.InvariantCulture, $@"^\s*{failed}\D*$"));
        await page.GotoAsync("/");
        await Expect(page.GetByTestId("kpi-failed").Locator(".v")).ToHaveTextAsync(figure);
        await page.GotoAsync("/actions?status=failed&limit=50");
        await (failed == 0 ? Expect(page.GetByTestId("action-row")).ToHaveCountAsync(0) : Expect(page.GetByTestId("action-row").First).ToBeVisibleAsync());
        await page.GotoAsync("/errors");
        var badge = page.GetByTestId("nav-errors").Locator(".n");
        await (failed == 0 ? Expect(badge).ToHaveCountAsync(0) : Expect(badge).ToHaveTextAsync(figure));
        if (failed > 0)
        {
            await Expect(page.GetByTestId("errors-section-count").First).ToHaveTextAsync(figure);
        }
    }

    private static async Task TakeOnAsync(IPage page)
    {
        await page.GetByTestId("error-owner").SelectOptionAsync(new SelectOptionValue { Label = DemoAccounts.Administrator.Email });
        await page.GetByTestId("error-note").FillAsync("情報システム部に依頼済み");
        await page.GetByTestId("error-note").PressAsync("Enter");
        await Expect(page.Locator("[data-testid=error-group] .do").First).ToContainTextAsync("admin");
        await Expect(page.Locator("[data-field=WhatId].refused")).ToBeVisibleAsync();
        await page.GetByTestId("errors-request").ClickAsync();
        await Expect(page.GetByTestId("errors-request-text")).ToContainTextAsync("FIELD_CUSTOM_VALIDATION_EXCEPTION");
    }

    private static async Task TryOneAsync(IPage page, string progress, bool fails)
    {
        await page.GetByTestId("errors-retry-first").ClickAsync();
        await Expect(page.GetByTestId("errors-said")).ToContainTextAsync("1");
        var words = Texts.Of<ErrorsTexts>(fails ? "Errors_Progress_Failed" : "Errors_Progress_Synced").Replace("{0:N0}", "1", StringComparison.Ordinal);
        await Expect(page.GetByTestId(progress).First).ToContainTextAsync(words);
    }
}
