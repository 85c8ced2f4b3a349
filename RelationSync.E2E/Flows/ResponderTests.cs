using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Hosting.Demo;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>A responder retries and resolves; everything else of an administrator's is neither shown nor answered.</summary>
[Collection(DemoJourneys.Name)]
public sealed class ResponderTests(Demo demo)
{
    private static readonly string[] OfAdministrators =
    [
        "connection-new", "inbox-new", "inbox-rotate", "connection-test", "connection-pause", "connection-delete", "budget-change", "nav-users", "nav-audit", "nav-notifications",
    ];

    [Fact]
    [Trait("Rule", "R-E4")]
    public async Task Responder_RetriesAndResolves_AndNothingElse()
    {
        await using var portal = await DemoPortal.StartAsync(DemoTimes.Short, CancellationToken.None);
        using var simulator = new SimulatorClient(portal.SimulatorUrl);
        await simulator.RefuseAsync("【応対メモ】", "REQUIRED_FIELD_MISSING", "Required fields are missing: [Region__c]", [], CancellationToken.None);
        await simulator.PressAsync("memo", CancellationToken.None);
        await simulator.PressAsync("memo", CancellationToken.None);
        var account = Invitations.Newcomer();
        var link = "";
        await demo.JourneyAsync(
            async administrator =>
            {
                await administrator.AdmitAsync(DemoAccounts.Administrator);
                link = await (await administrator.OpenAsync("/users")).InviteAsync(account, "responder");
            },
            portal: portal.Url);

        await demo.JourneyAsync(
            async responder =>
            {
                var page = await responder.AcceptAsync(link, account);
                await page.GetByTestId("nav-errors").ClickAsync();

                // Two memos, and the mail that was refused when the portal was seeded.
                var groups = page.GetByTestId("error-group");
                await Expect(groups).ToHaveCountAsync(2);
                await Expect(groups.GetByTestId("error-group-count")).ToHaveTextAsync(["2件", "1件"]);
                await simulator.MendAsync(CancellationToken.None);
                await page.GetByTestId("errors-retry-group").First.ClickAsync();
                await Expect(groups).ToHaveCountAsync(1);

                await page.GetByTestId("error-group-count").ClickAsync();
                await Expect(page.GetByTestId("error-row")).ToHaveCountAsync(1);
                await page.GetByTestId("errors-settle").ClickAsync();
                await page.GetByTestId("errors-settle-confirm").ClickAsync();
                await Expect(page.GetByTestId("errors-undo")).ToBeVisibleAsync();

                // It is missed all the same.
                await page.GotoAsync("/");
                await Expect(page.GetByTestId("dashboard-sentence")).ToHaveAttributeAsync("data-well", "false");
                await SeesNoneAsync(page);
                foreach (var path in (string[])["/connections", "/inboxes", "/inboxes/1", "/errors?tab=history"])
                {
                    await page.GotoAsync(path);
                    await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
                    await SeesNoneAsync(page);
                }

                foreach (var path in (string[])["/users", "/audit", "/inboxes/new", "/connections/new", "/notifications"])
                {
                    await page.GotoAsync(path);
                    await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/forbidden"));
                }
            },
            portal: portal.Url);
    }

    private static async Task SeesNoneAsync(IPage page)
    {
        foreach (var command in OfAdministrators)
        {
            await Expect(page.GetByTestId(command)).ToHaveCountAsync(0);
        }
    }
}
