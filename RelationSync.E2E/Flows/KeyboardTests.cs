using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Hosting.Demo;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>Nobody touches a mouse here.</summary>
[Collection(DemoJourneys.Name)]
public sealed partial class KeyboardTests(Demo demo)
{
    [Fact]
    public Task SignIn_Navigation_FiltersAndGrid() => demo.JourneyAsync(async visitor =>
    {
        var page = await visitor.OpenAsync("/login");
        await page.TabToAsync(page.GetByTestId("login-email"));
        await page.Keyboard.TypeAsync(DemoAccounts.Support.Email);
        await page.TabToAsync(page.GetByTestId("login-password"));
        await page.Keyboard.TypeAsync(DemoAccounts.Support.Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("kpi-sla")).ToBeVisibleAsync();

        await page.TabAndPressAsync(page.GetByTestId("nav-actions"));
        await Expect(page.GetByTestId("action-row").First).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();

        await page.TabToAsync(page.GetByTestId("actions-search"));
        await page.Keyboard.TypeAsync("納期");
        await Expect(page).ToHaveURLAsync(Asked());
        await Expect(page.GetByTestId("actions-search")).ToBeFocusedAsync();

        var status = page.Locator(".mud-select").Filter(new() { Has = page.GetByTestId("actions-filter-status") });
        await page.TabAndPressAsync(status, "Enter");
        await Expect(page.GetByRole(AriaRole.Listbox)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(WithStatus());
        await page.TabAndPressAsync(page.GetByTestId("actions-clear").Or(page.GetByTestId("empty").GetByRole(AriaRole.Link)));
        await Expect(page).Not.ToHaveURLAsync(WithStatus());

        await page.TabAndPressAsync(page.GetByTestId("action-row").First.GetByRole(AriaRole.Link));
        await Expect(page.GetByTestId("action-timeline")).ToBeVisibleAsync();
    });

    [Fact]
    public Task Menu_OpensGoesAndGivesTheFocusBack() => demo.JourneyAsync(async visitor =>
    {
        await visitor.AdmitAsync(DemoAccounts.Administrator);
        var page = await visitor.OpenAsync("/connections");
        await page.TabAndPressAsync(page.GetByTestId("connection-row").First.GetByRole(AriaRole.Link).First);
        var menu = page.GetByTestId("connection-menu");

        await page.TabAndPressAsync(menu);
        await Expect(page.GetByTestId("connection-export")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("connection-export")).ToBeHiddenAsync();
        await Expect(menu).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("connection-export")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.GetByTestId("connection-pause")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.GetByTestId("connection-delete")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await page.TabToAsync(page.GetByTestId("connection-delete-keep"));
        await Expect(page.GetByTestId("connection-delete-keep").GetByRole(AriaRole.Radio)).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.GetByTestId("connection-delete-keep").GetByRole(AriaRole.Radio)).Not.ToBeCheckedAsync();
        await page.TabToAsync(page.GetByTestId("connection-delete-confirm"));
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("connection-delete-confirm")).ToBeHiddenAsync();
    });

    [Fact]
    public Task Discard_AsksFirst_WithTheFocusOnTheWayBack() => demo.JourneyAsync(async visitor =>
    {
        await visitor.AdmitAsync(DemoAccounts.Administrator);
        var page = await visitor.OpenAsync("/connections");
        await Expect(page.GetByTestId("connection-row").First).ToBeVisibleAsync();
        await page.TabAndPressAsync(page.GetByTestId("connection-new"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();

        await page.TabAndPressAsync(page.GetByTestId("wizard-discard"));
        await Expect(page.GetByTestId("wizard-discard-cancel")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.TabAndPressAsync(page.GetByTestId("wizard-discard"));
        await page.TabAndPressAsync(page.GetByTestId("wizard-discard-confirm"));
        await Expect(page.GetByTestId("connection-row").First).ToBeVisibleAsync();
    });

    [GeneratedRegex(@"/actions\?.*q=")]
    private static partial Regex Asked();

    [GeneratedRegex("status=")]
    private static partial Regex WithStatus();
}
