using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Hosting.Demo;
using RelationSync.Portal.Resources;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

[Collection(DemoJourneys.Name)]
public sealed class ConnectionsTests(Demo demo)
{
    [Fact]
    public Task List_ShowsTheState_AndLeadsToTheConnection() => demo.JourneyAsync(async visitor =>
    {
        await visitor.AdmitAsync(DemoAccounts.Administrator);
        var page = await visitor.OpenAsync("/");
        await page.GetByTestId("nav-connections").ClickAsync();

        var row = page.GetByTestId("connection-row").Filter(new() { HasText = "デモ受信箱" });
        await Expect(row.GetByTestId("connection-state")).ToHaveTextAsync(Works());
        await row.GetByRole(AriaRole.Link, new() { Name = "デモ受信箱", Exact = true }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("デモ受信箱");
        await Expect(page.GetByTestId("connection-state")).ToHaveTextAsync(Works());
    });

    /// <summary>It works; journeys beside this one leave failures in the shared portal, and actions under way.</summary>
    private static Regex Works()
    {
        string[] states = ["Active", "Failing", "Late"];
        return new($"^({string.Join('|', states.Select(s => Regex.Escape(Texts.Of<SharedTexts>($"Shared_Connection_{s}"))))})$");
    }
}
