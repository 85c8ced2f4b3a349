using Microsoft.Playwright;
using RelationSync.Portal.Demo;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Infrastructure;

/// <summary>Every page, opened and filled: what is looked at as a whole.</summary>
internal static class Pages
{
    public static IReadOnlyDictionary<string, Func<Visitor, Task<IPage>>> All { get; } = new Dictionary<string, Func<Visitor, Task<IPage>>>
    {
        ["login"] = v => v.OpenAsync("/login"),
        ["login-error"] = v => v.OpenAsync("/login?error=credentials"),
        ["dashboard"] = v => OpenAsync(v, "/", "dashboard-chart"),
        ["connections"] = v => OpenAsync(v, "/connections", "connection-row"),
        ["connection"] = async v => await FollowAsync(await OpenAsync(v, "/connections", "connection-row"), "connection-row", "connection-state"),
        ["actions"] = v => OpenAsync(v, "/actions", "action-row"),
        ["actions-none"] = v => OpenAsync(v, "/actions?q=nobody-wrote-this", "actions-search"),
        ["action"] = async v => await FollowAsync(await OpenAsync(v, "/actions?status=synced", "action-row"), "action-row", "action-timeline"),
        ["action-failed"] = async v => await FollowAsync(await OpenAsync(v, "/actions?status=failed", "action-row"), "action-row", "action-timeline"),
        ["users"] = v => OpenAsync(v, "/users", "user-row"),
        ["audit"] = v => OpenAsync(v, "/audit", "audit-row"),
        ["profile"] = v => OpenAsync(v, "/profile", "profile-save"),
        ["invitation"] = v => v.OpenAsync("/invitation?error=short"),
        ["link-used"] = v => v.OpenAsync("/invitation?error=link"),
        ["forbidden"] = v => v.OpenAsync("/forbidden"),
        ["errors"] = v => OpenAsync(v, "/errors", "error-row"),
        ["notifications"] = v => OpenAsync(v, "/notifications", "notifications-mail"),
    };

    private static async Task<IPage> OpenAsync(Visitor visitor, string path, string testId)
    {
        await visitor.AdmitAsync(DemoAccounts.Administrator);
        var page = await visitor.OpenAsync(path);
        await Expect(page.GetByTestId(testId).First).ToBeVisibleAsync();
        return page;
    }

    private static async Task<IPage> FollowAsync(IPage page, string row, string testId)
    {
        var link = page.GetByTestId(row).First.GetByRole(AriaRole.Link).First;
        var title = await link.InnerTextAsync();
        await link.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
        await Expect(page.GetByTestId(testId).First).ToBeVisibleAsync();
        return page;
    }
}
