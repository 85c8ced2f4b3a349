using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Hosting.Demo;
using RelationSync.Portal.Resources;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

[Collection(DemoJourneys.Name)]
public sealed partial class ActionsTests(Demo demo)
{
    private const string Memo = "来店時のご相談";

    [Fact]
    public Task Search_NarrowsTheList_AndARowLeadsToItsStory() => demo.JourneyAsync(async visitor =>
    {
        await visitor.AdmitAsync(DemoAccounts.Administrator);
        var page = await visitor.OpenAsync("/actions?status=synced");
        await Expect(page.GetByTestId("actions-grid")).ToBeVisibleAsync();
        var rows = page.GetByTestId("action-row");
        await Expect(rows.Filter(new() { HasNotText = Memo }).First).ToBeVisibleAsync();

        await page.GetByTestId("actions-search").FillAsync(Memo);
        await Expect(rows.Filter(new() { HasNotText = Memo })).ToHaveCountAsync(0);
        await Expect(page).ToHaveURLAsync(AskedFor());

        var link = rows.First.GetByRole(AriaRole.Link);
        var subject = await link.InnerTextAsync();
        await link.ClickAsync();

        await Expect(page).ToHaveURLAsync(ActionPage());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(subject);
        var story = page.GetByTestId("action-timeline");
        await Expect(story).ToContainTextAsync(Texts.Of<ActionsTexts>("Actions_Operation_memo_recorded"));
        await Expect(story.Locator("li").Last).ToHaveAttributeAsync("data-step", "made");
    });

    [Fact]
    public Task Search_WithoutAHit_SaysSo_AndLeadsBack() => demo.JourneyAsync(async visitor =>
    {
        await visitor.AdmitAsync(DemoAccounts.Administrator);
        var page = await visitor.OpenAsync("/actions?q=nobody-wrote-this");

        await Expect(page.GetByText(Texts.Of<ActionsTexts>("Actions_None_Title"))).ToBeVisibleAsync();
        await page.GetByTestId("empty").GetByRole(AriaRole.Link).ClickAsync();

        await Expect(page.GetByTestId("action-row").First).ToBeVisibleAsync();
        await Expect(page.GetByTestId("actions-search")).ToHaveValueAsync("");
    });

    [Fact]
    public Task Slash_ReachesTheQuickSearch_FromAnyPage() => demo.JourneyAsync(async visitor =>
    {
        await visitor.AdmitAsync(DemoAccounts.Administrator);
        var page = await visitor.OpenAsync("/connections");
        await Expect(page.GetByTestId("connection-row").First).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync(Memo);
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByTestId("action-row").First).ToContainTextAsync(Memo);
        await Expect(page.GetByTestId("actions-search")).ToHaveValueAsync(Memo);
    });

    [GeneratedRegex(@"/actions\?.*\bq=")]
    private static partial Regex AskedFor();

    [GeneratedRegex("/actions/[0-9a-f-]{36}$")]
    private static partial Regex ActionPage();
}
