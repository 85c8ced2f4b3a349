using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Hosting.Demo;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>What a newcomer does first: press a button on the simulator's page and look what comes of it.</summary>
[Collection(DemoJourneys.Name)]
public sealed class OperationsTests(Demo demo)
{
    [Theory]
    [InlineData("sim-mail", "お見積もりの件")]
    [InlineData("sim-schedule", "来週の打ち合わせのご案内")]
    [InlineData("sim-memo", "来店時のご相談")]
    [InlineData("sim-call", "納期のお問い合わせ")]
    [InlineData("sim-chat", "在庫のお問い合わせ")]
    public Task Button_Pressed_BecomesAnEventWithCustomerAndOwner(string button, string subject) => demo.JourneyAsync(async visitor =>
    {
        var page = await visitor.OpenSimulatorAsync();
        var events = page.GetByTestId("sim-event-row").Filter(new() { HasText = subject });
        var before = await events.CountAsync();

        await page.GetByTestId(button).ClickAsync();

        await Expect(events).ToHaveCountAsync(before + 1);
        var cells = events.First.GetByRole(AriaRole.Cell);
        for (var i = 1; i < 5; i++)
        {
            await Expect(cells.Nth(i)).Not.ToHaveTextAsync("—");
        }
    });

    [Fact]
    public Task Mail_CancelledAtOnce_LeavesNoEvent() => demo.JourneyAsync(async visitor =>
    {
        await visitor.AdmitAsync(DemoAccounts.Administrator);
        var actions = await visitor.OpenAsync("/actions?status=cancelled");
        await Expect(actions.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        var simulator = await visitor.OpenSimulatorAsync();

        await simulator.RunAndWaitForResponseAsync(() => simulator.GetByTestId("sim-mail").ClickAsync(), r => r.Url.EndsWith("/mail", StringComparison.Ordinal));
        await simulator.GetByTestId("sim-cancel").ClickAsync();

        // The page moves by itself: the first cancelled action of this run appears.
        var row = actions.GetByTestId("action-row");
        await Expect(row).ToHaveCountAsync(1);
        var subject = await row.GetByRole(AriaRole.Link).InnerTextAsync();
        await Expect(simulator.GetByTestId("sim-event-row").Filter(new() { HasText = subject, HasNotText = "削除済み" })).ToHaveCountAsync(0);
    });
}
