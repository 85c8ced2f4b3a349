using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RelationSync.Portal.Hosting.Demo;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Infrastructure;

/// <summary>The connection wizard, as an administrator goes through it.</summary>
internal sealed partial class Wizard(IPage page)
{
    public static readonly string[] Steps = ["inbox", "source", "salesforce", "targets", "marker", "check", "preview", "finish"];

    private ILocator Current => page.Locator("[aria-current=step]");

    /// <summary>Opens it at a step, with what comes before decided: for looks at one step.</summary>
    public static async Task<IPage> OpenAtAsync(Visitor visitor, string step)
    {
        var page = await visitor.OpenAsync($"/connections/new?step={step}");
        var wizard = new Wizard(page);
        if (!await wizard.HasComeToAsync(step))
        {
            await wizard.DecideUntilAsync(step);
        }

        if (step == "check")
        {
            await Expect(page.GetByTestId("wizard-next")).ToBeEnabledAsync();
        }
        else if (step == "preview")
        {
            await Expect(page.GetByTestId("wizard-preview").Locator("dl")).ToBeVisibleAsync();
        }

        return page;
    }

    /// <summary>Makes an inbox, and opens the wizard for it with an empty draft.</summary>
    public static async Task<(IPage Page, ConnectedInbox Inbox, Wizard Wizard)> BeginAsync(Visitor visitor, string portal)
    {
        await visitor.AdmitAsync(DemoAccounts.Administrator);
        var page = await visitor.OpenAsync("/connections/new");
        await page.GetByTestId("wizard-discard").ClickAsync();
        await page.GetByTestId("wizard-discard-confirm").ClickAsync();
        await Expect(page.GetByTestId("connection-row").First).ToBeVisibleAsync();
        var inbox = await ConnectedInbox.MakeAsync(page, portal);
        await OpenFromInboxAsync(page);
        return (page, inbox, new Wizard(page));
    }

    /// <summary>Opens it from the page of an inbox that was just made.</summary>
    public static Task OpenFromInboxAsync(IPage page) => page.Locator("main a[href^='/connections/new?inbox=']").ClickAsync();

    /// <summary>From an inbox's choice to the step after it.</summary>
    public async Task ChooseInboxAsync(string key)
    {
        await Expect(page.GetByTestId("wizard-inbox")).ToHaveValueAsync(key);
        await NextAsync();
    }

    /// <summary>At Salesforce: allows, or denies.</summary>
    public async Task AuthorizeAsync(string loginUrl, bool allow = true)
    {
        await page.GetByTestId("wizard-environment").FillAsync(loginUrl);
        await page.GetByTestId("wizard-authorize").ClickAsync();
        await page.GetByTestId(allow ? "sim-allow" : "sim-deny").ClickAsync();
        await Expect(page.GetByTestId(allow ? "wizard-authorized" : "wizard-authorize-error")).ToBeVisibleAsync();
    }

    /// <summary>Takes an authorisation that another inbox uses: that of an org, or the first.</summary>
    public async Task ReuseAsync(string? of = null)
    {
        await page.GetByTestId("wizard-reuse").Filter(of is null ? null : new() { HasText = of }).First.ClickAsync();
        await Expect(page.GetByTestId("wizard-authorized")).ToBeVisibleAsync();
    }

    /// <summary>Chooses and goes on at once, as quick people do.</summary>
    public async Task ChooseTargetAsync(string target, bool opportunities = true)
    {
        await page.GetByTestId($"wizard-target-{target}").ClickAsync();
        if (!opportunities)
        {
            await page.GetByTestId("wizard-link-opportunities").GetByRole(AriaRole.Checkbox).UncheckAsync();
        }

        await NextAsync();
    }

    public Task NextAsync() => page.GetByTestId("wizard-next").ClickAsync();

    public Task IsAtAsync(string step) => Expect(Current).ToHaveTextAsync(Number(step));

    /// <summary>From the duplicate protection to the connection's page.</summary>
    public async Task FinishAsync(bool marker = true)
    {
        await page.GetByTestId(marker ? "wizard-marker-create" : "wizard-marker-without").ClickAsync();
        await NextAsync();
        await IsAtAsync("check");
        await NextAsync();
        await Expect(page.GetByTestId("wizard-preview").Locator("dl")).ToBeVisibleAsync();
        await NextAsync();
        await page.GetByTestId("wizard-finish").ClickAsync();
        await Expect(page).ToHaveURLAsync(ConnectionPage());
        await Expect(page.GetByTestId("connection-state")).ToBeVisibleAsync();
    }

    /// <summary>Deletes the connection whose page stands open: others find theirs alone again.</summary>
    public static async Task DeleteConnectionAsync(IPage page)
    {
        await page.GetByTestId("connection-menu").ClickAsync();
        await page.GetByTestId("connection-delete").ClickAsync();
        await page.GetByTestId("connection-delete-confirm").ClickAsync();
        await Expect(page).ToHaveURLAsync(ConnectionsPage());
    }

    // A draft decides how far an address leads.
    private async Task<bool> HasComeToAsync(string step)
    {
        await Expect(Current).ToBeVisibleAsync();
        return Number(step).IsMatch(await Current.InnerTextAsync());
    }

    private async Task DecideUntilAsync(string step)
    {
        await page.GotoAsync("/connections/new?step=inbox");
        await IsAtAsync("inbox");
        await page.GetByTestId("wizard-inbox").SelectOptionAsync(DemoPortal.SpareInbox);
        // An inbox that was there before has its source already.
        foreach (var next in Steps.Where(s => s != "source").TakeWhile(s => s != step))
        {
            await IsAtAsync(next);
            if (next == "salesforce")
            {
                await ReuseAsync();
            }

            await NextAsync();
        }

        await IsAtAsync(step);
    }

    private static Regex Number(string step) => new($"^\\s*{Array.IndexOf(Steps, step) + 1}\\D");

    [GeneratedRegex("/connections/[0-9a-f-]{36}$")]
    private static partial Regex ConnectionPage();

    [GeneratedRegex("/connections$")]
    private static partial Regex ConnectionsPage();
}
