using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Hosting.Demo;
using RelationSync.Portal.Resources;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>Support reads and exports, nothing else.</summary>
[Collection(DemoJourneys.Name)]
public sealed partial class SupportTests(Demo demo)
{
    private static readonly string[] Commands =
    [
        "connection-new", "inbox-new", "connection-pause", "connection-resume", "connection-delete", "connection-reconnect", "errors-retry", "nav-users", "nav-audit",
    ];

    [Fact]
    public Task Support_WalkingThroughEveryPage_SeesNoCommand() => demo.JourneyAsync(async visitor =>
    {
        var page = await visitor.SignInAsync(DemoAccounts.Support);
        foreach (var (nav, shows) in new[]
        {
            ("nav-connections", "connection-row"), ("nav-inboxes", "inbox-row"), ("nav-actions", "action-row"), ("nav-errors", "errors-grid"), ("nav-profile", "profile-save"),
        })
        {
            await page.GetByTestId(nav).ClickAsync();
            await Expect(page.GetByTestId(shows).First).ToBeVisibleAsync();
            await SeesNoCommandAsync(page);
        }

        await page.GetByTestId("nav-connections").ClickAsync();
        await page.GetByTestId("connection-row").First.GetByRole(AriaRole.Link).First.ClickAsync();
        await page.GetByTestId("connection-menu").ClickAsync();
        await Expect(page.GetByTestId("connection-export")).ToBeVisibleAsync();
        await SeesNoCommandAsync(page);
    });

    [Theory]
    [InlineData("/users")]
    [InlineData("/audit")]
    [InlineData("/inboxes/new")]
    [InlineData("/connections/new")]
    public Task Support_AtAnAdministratorsPage_IsToldWhoMay(string path) => demo.JourneyAsync(async visitor =>
    {
        await visitor.AdmitAsync(DemoAccounts.Support);
        var page = await visitor.OpenAsync(path);

        await Expect(page).ToHaveURLAsync(ForbiddenPage());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(Texts.Of<AccountTexts>("Account_Forbidden_Title"));
    });

    [Fact]
    public Task Support_AtACommandsAddress_IsRefused() => demo.JourneyAsync(async visitor =>
    {
        await visitor.AdmitAsync(DemoAccounts.Support);
        var page = await visitor.OpenAsync("/oauth/salesforce/start?ticket=x");

        await Expect(page).ToHaveURLAsync(ForbiddenPage());
    });

    private static async Task SeesNoCommandAsync(IPage page)
    {
        foreach (var command in Commands)
        {
            await Expect(page.GetByTestId(command)).ToHaveCountAsync(0);
        }
    }

    [GeneratedRegex("/forbidden")]
    private static partial Regex ForbiddenPage();
}
