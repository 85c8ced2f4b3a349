using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Hosting.Demo;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>Typing faster than the portal answers: no letter is lost, and none comes back.</summary>
[Collection(DemoJourneys.Name)]
public sealed class SlowLineTests(Demo demo)
{
    private const string Typed = "デモ受信箱の見積もり";

    private const float BetweenLetters = 60;

    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(200);

    [Fact]
    public Task FastTyping_KeepsEveryLetter_InFieldsOfEveryKind() => demo.JourneyAsync(async visitor =>
    {
        await visitor.AdmitAsync(DemoAccounts.Administrator);
        var page = await visitor.OpenAsync("about:blank");
        await SlowLine.UseAsync(page, Lateness);

        await page.GotoAsync("/inboxes/new");
        await TypeAsync(page.GetByTestId("inbox-name"));
        await TypeAsync(page.Locator("[data-shortcut='/']"));
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync(Typed, new() { Delay = BetweenLetters });
        await HasAllAsync(page.GetByTestId("palette-input"));

        await page.GotoAsync("/actions?status=failed");
        await TypeAsync(page.GetByTestId("actions-search"));
        await page.GetByTestId("view-new").ClickAsync();
        await TypeAsync(page.GetByTestId("view-name"));

        await page.GotoAsync("/errors");
        await TypeAsync(page.GetByTestId("error-note").First);

        await page.GotoAsync("/notifications");
        await page.GetByTestId("mail-on").CheckAsync();
        await TypeAsync(page.GetByTestId("mail-recipients"));
    });

    private static async Task TypeAsync(ILocator field)
    {
        await field.ClickAsync();
        await field.PressSequentiallyAsync(Typed, new() { Delay = BetweenLetters });
        await HasAllAsync(field);
    }

    private static async Task HasAllAsync(ILocator field)
    {
        await field.Page.WaitForTimeoutAsync(3 * (float)Lateness.TotalMilliseconds); // what is under way would overwrite it
        await Expect(field).ToHaveValueAsync(Typed);
    }
}
