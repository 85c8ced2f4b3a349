using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Hosting.Demo;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>What an administrator does for whoever sends: a test inbox, a test operation, a bearer key, the try-out.</summary>
[Collection(DemoJourneys.Name)]
public sealed partial class IntakeTests(Demo demo)
{
    [Fact]
    public Task TestInbox_FromCreationToTheTryOut() => demo.JourneyAsync(async visitor =>
    {
        await visitor.AdmitAsync(DemoAccounts.Administrator);
        var page = await visitor.OpenAsync("/inboxes/new");
        var key = $"t-{Guid.NewGuid():N}"[..12];
        await page.GetByTestId("inbox-key").FillAsync(key);
        await page.GetByTestId("inbox-name").FillAsync($"テスト {key}");
        await page.GetByTestId("inbox-test").CheckAsync();
        await page.GetByTestId("inbox-save").ClickAsync();
        await Expect(page.GetByTestId("inbox-secret")).ToContainTextAsync("whsec_");
        await page.GetByTestId("inbox-made-open").ClickAsync();
        await Expect(page.GetByTestId("inbox-is-test")).ToBeVisibleAsync();

        // A test operation, watched as it becomes its preview, and taken back.
        await page.GetByTestId("inbox-test-operation").ClickAsync();
        await Expect(page.GetByTestId("test-last")).ToHaveAttributeAsync("data-status", "waiting");
        await page.GetByTestId("test-withdraw").ClickAsync();
        await Expect(page.GetByTestId("test-last")).ToHaveAttributeAsync("data-status", "cancelled");

        // A bearer key, shown once, and revoked.
        await page.GetByTestId("bearer-key-create").ClickAsync();
        await Expect(page.GetByTestId("bearer-key-value")).ToHaveTextAsync(BearerKey());
        await page.GetByTestId("bearer-key-revoke").ClickAsync();
        await page.GetByTestId("bearer-key-revoke-confirm").ClickAsync();
        await Expect(page.GetByTestId("bearer-key-none")).ToBeVisibleAsync();

        // From the reference page to an answer with the Event.
        await page.GotoAsync("/developers");
        await page.GetByTestId("try-out").ClickAsync();
        await page.GetByTestId("try-out-inbox").SelectOptionAsync(new SelectOptionValue { Label = $"テスト {key}" });
        await page.GetByTestId("try-out-send").ClickAsync();
        await Expect(page.GetByTestId("try-out-answer")).ToHaveAttributeAsync("data-status", "202");
        await Expect(page.GetByTestId("try-out-answer")).ToContainTextAsync("StartDateTime");
    });

    [GeneratedRegex("^rsk_[A-Za-z0-9_-]{43}$")]
    private static partial Regex BearerKey();
}
