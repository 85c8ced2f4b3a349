using Microsoft.Playwright;
using RelationSync.Portal.Hosting.Demo;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Infrastructure;

/// <summary>Every page, opened and filled: what is looked at as a whole.</summary>
internal static class Pages
{
    public static IReadOnlyDictionary<string, Func<Visitor, Task<IPage>>> All { get; } = new Dictionary<string, Func<Visitor, Task<IPage>>>
    {
        ["login"] = v => v.OpenAsync("/login"),
        ["login-error"] = v => v.OpenAsync("/login?error=credentials"),
        ["login-code"] = v => v.OpenAsync("/login/code?error=factor"),
        ["login-recovery"] = v => v.OpenAsync("/login/code?with=recovery"),
        ["login-refused"] = v => v.OpenAsync("/login/refused?code=no_role"),
        ["dashboard"] = v => OpenAsync(v, "/", "dashboard-chart"),
        ["connections"] = v => OpenAsync(v, "/connections", "connection-row"),
        ["connection"] = async v => await FollowAsync(await OpenAsync(v, "/connections", "connection-row"), "connection-row", "connection-state"),
        ["actions"] = v => OpenAsync(v, "/actions", "action-row"),
        ["actions-missing"] = v => OpenAsync(v, "/actions?set=missing", "actions-figure"),
        ["ignored"] = v => OpenAsync(v, "/ignored", "ignored-page"),
        ["operations"] = v => OpenAsync(v, "/operations?set=used", "operation-row"),
        ["operations-received"] = v => OpenAsync(v, "/operations", "operation-count"),
        ["refusals"] = v => OpenAsync(v, "/refusals?unknown=true", "refusals-page"),
        ["actions-none"] = v => OpenAsync(v, "/actions?q=nobody-wrote-this", "actions-search"),
        ["action"] = async v => await FollowAsync(await OpenAsync(v, "/actions?status=synced", "action-row"), "action-row", "action-timeline"),
        ["action-failed"] = async v => await FollowAsync(await OpenAsync(v, "/actions?status=failed", "action-row"), "action-row", "action-timeline"),
        ["errors"] = v => OpenAsync(v, "/errors", "error-row"),
        ["errors-history"] = v => OpenAsync(v, "/errors?tab=history", "error-history-row"),
        ["errors-none"] = v => OpenAsync(v, "/errors?severity=warning&category=owner", "empty"),
        ["inboxes"] = v => OpenAsync(v, "/inboxes", "inbox-row"),
        ["inbox"] = async v => await FollowAsync(await OpenAsync(v, "/inboxes", "inbox-row"), "inbox-row", "inbox-curl"),
        ["inbox-new"] = v => OpenAsync(v, "/inboxes/new", "inbox-save"),
        ["wizard-inbox"] = v => WizardAsync(v, "inbox"),
        ["wizard-source"] = v => WizardAsync(v, "source"),
        ["wizard-salesforce"] = v => WizardAsync(v, "salesforce"),
        ["wizard-denied"] = v => OpenAsync(v, "/connections/new?step=salesforce&error=denied", "wizard-authorize-error"),
        ["wizard-targets"] = v => WizardAsync(v, "targets"),
        ["wizard-marker"] = v => WizardAsync(v, "marker"),
        ["wizard-check"] = v => WizardAsync(v, "check"),
        ["wizard-preview"] = v => WizardAsync(v, "preview"),
        ["wizard-finish"] = v => WizardAsync(v, "finish"),
        ["users"] = v => OpenAsync(v, "/users", "user-row"),
        ["audit"] = v => OpenAsync(v, "/audit", "audit-row"),
        ["notifications"] = v => OpenAsync(v, "/notifications", "notifications-mail"),
        ["profile"] = v => OpenAsync(v, "/profile", "profile-save"),
        ["second-factor"] = v => OpenAsync(v, "/second-factor?error=factor", "second-factor-qr"),
        ["invitation"] = v => v.OpenAsync("/invitation?error=short"),
        ["link-used"] = v => v.OpenAsync("/invitation?error=link"),
        ["reset"] = v => v.OpenAsync("/reset?error=short"),
        ["forbidden"] = v => v.OpenAsync("/forbidden"),
        ["developers"] = v => v.OpenAsync("/developers"),
        ["try-out"] = v => OpenAsync(v, "/developers/try-out", "try-out-page"),
        ["not-found"] = v => v.OpenAsync("/no-such-page"),
        ["action-gone"] = v => OpenAsync(v, $"/actions/{Guid.Empty}", "empty"),
        ["connection-gone"] = v => OpenAsync(v, $"/connections/{Guid.Empty}", "empty"),
        ["error"] = v => v.OpenAsync("/error"),
    };

    /// <summary>Opens each and looks at it: first those for nobody in particular, then in two tabs the wizard's steps, which share a draft, and all else.</summary>
    public static async Task WalkAsync(Visitor visitor, Func<string, IPage, Task> look)
    {
        var tabs = All.ToLookup(p => p.Key.Split('-')[0] is "login" or "wizard" ? p.Key.Split('-')[0] : "");
        await LookAtAsync("login");
        await Task.WhenAll(LookAtAsync("wizard"), LookAtAsync(""));

        async Task LookAtAsync(string tab)
        {
            foreach (var (name, open) in tabs[tab])
            {
                var page = await open(visitor);
                await look(name, page);
                await page.CloseAsync();
            }
        }
    }

    private static async Task<IPage> OpenAsync(Visitor visitor, string path, string testId)
    {
        await visitor.AdmitAsync(DemoAccounts.Administrator);
        var page = await visitor.OpenAsync(path);
        await Expect(page.GetByTestId(testId).First).ToBeVisibleAsync();
        return page;
    }

    private static async Task<IPage> WizardAsync(Visitor visitor, string step)
    {
        await visitor.AdmitAsync(DemoAccounts.Administrator);
        return await Wizard.OpenAtAsync(visitor, step);
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
