using System.Text.RegularExpressions;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Hosting.Demo;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>The palette and single keys, without a mouse.</summary>
[Collection(DemoJourneys.Name)]
public sealed partial class PaletteTests(Demo demo)
{
    [Fact]
    public Task ControlK_FindsAnInboxAndLeadsToIt_EscapeGivesTheFocusBack() => demo.JourneyAsync(async visitor =>
    {
        await visitor.AdmitAsync(DemoAccounts.Administrator);
        var page = await visitor.OpenAsync("/");
        await Expect(page.GetByTestId("kpi-sla")).ToBeVisibleAsync();

        await page.GetByTestId("palette-open").FocusAsync();
        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.GetByTestId("palette-input")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("palette")).ToBeHiddenAsync();
        await Expect(page.GetByTestId("palette-open")).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("デモ受信箱");
        await Expect(page.GetByTestId("palette-item").First).ToContainTextAsync("デモ受信箱");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(OneConnection());
        await Expect(page.GetByTestId("palette")).ToBeHiddenAsync();
    });

    [Fact]
    public Task SingleKeys_GoToPagesAndShowTheirHelp_AndRestInFields() => demo.JourneyAsync(async visitor =>
    {
        await visitor.AdmitAsync(DemoAccounts.Support);
        var page = await visitor.OpenAsync("/");
        await Expect(page.GetByTestId("kpi-sla")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("a");
        await Expect(page.GetByTestId("actions-search")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByTestId("keyboard-help")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("keyboard-help")).ToBeHiddenAsync();

        await page.GetByTestId("actions-search").FocusAsync();
        await page.Keyboard.TypeAsync("g?d");
        await Expect(page.GetByTestId("keyboard-help")).ToBeHiddenAsync();
        await Expect(page).ToHaveURLAsync(Asked());
    });

    [Fact]
    public Task Offline_IsSaidAtOnce() => demo.JourneyAsync(async visitor =>
    {
        await visitor.AdmitAsync(DemoAccounts.Support);
        var page = await visitor.OpenAsync("/");
        await Expect(page.GetByTestId("kpi-sla")).ToBeVisibleAsync();

        await page.Context.SetOfflineAsync(true);
        await Expect(page.Locator("#components-reconnect-modal .when-offline")).ToBeVisibleAsync(new() { Timeout = 2000 });
        await page.Context.SetOfflineAsync(false);
        await Expect(page.Locator("#components-reconnect-modal .when-offline")).ToBeHiddenAsync();
    });

    [GeneratedRegex("/connections/[0-9a-f-]{36}")]
    private static partial Regex OneConnection();

    [GeneratedRegex(@"/actions\?.*q=g")]
    private static partial Regex Asked();
}
