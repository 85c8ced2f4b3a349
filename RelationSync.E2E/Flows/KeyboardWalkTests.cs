using System.Text.Json.Nodes;
using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>From an empty store to the first Event, a failure and the workbook: nobody touches a mouse.</summary>
[Collection(DemoJourneys.Name)]
public sealed class KeyboardWalkTests(Demo demo)
{
    private const string Refused = "拒否される件";

    [Fact]
    public async Task SetUp_Wizard_FirstEvent_ErrorsAndWorkbook()
    {
        await using var portal = await EmptyPortal.StartAsync(hasAdministrator: false);
        await demo.JourneyAsync(
            async visitor =>
            {
                var page = await visitor.OpenAsync("/");
                await SetUpAsync(page, await portal.SetUpCode);
                var inbox = await ConnectAsync(page, portal);
                await SeeTheFirstEventAsync(page);
                await portal.Simulator.AddFaultAsync(
                    EmptyPortal.Org,
                    new JsonObject
                    {
                        ["match"] = new JsonObject { ["record_contains"] = Refused },
                        ["kind"] = "record_error",
                        ["times"] = 1,
                        ["error_code"] = "FIELD_CUSTOM_VALIDATION_EXCEPTION",
                        ["message"] = "関連先を入力してください",
                    },
                    CancellationToken.None);
                await inbox.PostMailAsync(Refused, "a@customer.example");
                await RetryAsync(page);
                var workbook = await page.RunAndWaitForDownloadAsync(() => page.TabAndPressAsync(page.GetByTestId("errors-export")));
                Assert.EndsWith(".xlsx", workbook.SuggestedFilename, StringComparison.Ordinal);
            },
            portal: portal.Url);
    }

    private static async Task SetUpAsync(IPage page, string code)
    {
        await TypeAsync(page, "setup-code", code);
        await TypeAsync(page, "login-email", EmptyPortal.Administrator.Email);
        await TypeAsync(page, "login-password", EmptyPortal.Administrator.Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("first-steps")).ToBeVisibleAsync();
    }

    private static async Task<ConnectedInbox> ConnectAsync(IPage page, EmptyPortal portal)
    {
        await TypeAsync(page, "inbox-name", "サポート窓口");
        await page.Keyboard.PressAsync("Enter");
        var secret = page.GetByTestId("inbox-secret");
        await Expect(secret).ToContainTextAsync("whsec_");
        var inbox = ConnectedInbox.Of(portal.Url, "support", (await secret.InnerTextAsync()).Trim());
        await PressAsync(page, "wizard-next");
        await TypeAsync(page, "wizard-environment", $"{portal.Simulator.Url}/{EmptyPortal.Org}");
        await PressAsync(page, "wizard-authorize");
        await PressAsync(page, "sim-allow");
        await Expect(page.GetByTestId("wizard-authorized")).ToBeVisibleAsync();
        await PressAsync(page, "wizard-next");

        var wizard = new Wizard(page);
        await wizard.IsAtAsync("targets");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 2 }).First).ToBeFocusedAsync();
        await page.TabToAsync(page.GetByTestId("wizard-target-both"));
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(page.GetByTestId("wizard-target-lead").GetByRole(AriaRole.Radio)).ToBeCheckedAsync();
        await page.TabAndPressAsync(page.GetByTestId("wizard-link-opportunities"), "Space");
        await Expect(page.GetByTestId("wizard-link-opportunities").GetByRole(AriaRole.Checkbox)).Not.ToBeCheckedAsync();
        foreach (var step in (string[])["targets", "marker", "check", "preview"])
        {
            await wizard.IsAtAsync(step);
            await Expect(page.GetByTestId("wizard-next")).ToBeEnabledAsync();
            await PressAsync(page, "wizard-next");
        }

        await PressAsync(page, "wizard-finish");
        await Expect(page.GetByTestId("connection-started")).ToBeVisibleAsync();
        return inbox;
    }

    private static async Task SeeTheFirstEventAsync(IPage page)
    {
        await PressAsync(page, "inbox-test-operation");
        await Expect(page.GetByTestId("test-last")).ToHaveAttributeAsync("data-status", "synced");
        await page.TabToAsync(page.GetByTestId("test-open"));
    }

    private static async Task RetryAsync(IPage page)
    {
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("e");
        await Expect(page.GetByTestId("error-row").Filter(new() { HasText = Refused })).ToBeVisibleAsync();
        await PressAsync(page, "errors-retry-first");
        await Expect(page.GetByTestId("errors-progress")).ToHaveAttributeAsync("data-left", "0");
        await Expect(page.GetByTestId("error-row")).ToHaveCountAsync(0);
        await PressAsync(page, "errors-progress-close");
        await Expect(page.GetByTestId("errors-progress")).ToHaveCountAsync(0);
    }

    private static Task PressAsync(IPage page, string testId) => page.TabAndPressAsync(page.GetByTestId(testId));

    /// <summary>In place of what the field holds.</summary>
    private static async Task TypeAsync(IPage page, string testId, string text)
    {
        await page.TabToAsync(page.GetByTestId(testId));
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync(text);
    }
}
