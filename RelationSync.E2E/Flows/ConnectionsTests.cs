using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Resources;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>With an inbox and an org that no other journey touches, so that there is one right state.</summary>
[Collection(DemoJourneys.Name)]
public sealed class ConnectionsTests(Demo demo)
{
    [Fact]
    public Task List_ShowsTheState_AndLeadsToTheConnection() => demo.JourneyAsync(async visitor =>
    {
        var active = Texts.Of<SharedTexts>("Shared_Connection_Active");
        using var simulator = new SimulatorClient(demo.SimulatorUrl);
        var loginUrl = await simulator.CreateOrgAsync(
            "connections", new { Contact = new[] { new { LastName = "客", Email = "customer@example.jp" } } }, CancellationToken.None);
        var (page, inbox, wizard) = await Wizard.BeginAsync(visitor, demo.Url);
        await wizard.ChooseInboxAsync(inbox.Key);
        await wizard.AuthorizeAsync(loginUrl);
        await wizard.NextAsync();
        await wizard.ChooseTargetAsync("contact");
        await wizard.FinishAsync();

        await page.GetByTestId("nav-connections").ClickAsync();
        var row = page.GetByTestId("connection-row").Filter(new() { HasText = inbox.Name });
        await Expect(row.GetByTestId("connection-state")).ToHaveTextAsync(active);
        await row.GetByRole(AriaRole.Link, new() { Name = inbox.Name, Exact = true }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(inbox.Name);
        await Expect(page.GetByTestId("connection-state")).ToHaveTextAsync(active);
        await Wizard.DeleteConnectionAsync(page);
    });
}
