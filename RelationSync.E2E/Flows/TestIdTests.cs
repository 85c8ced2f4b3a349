using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Hosting.Demo;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>The test ids that others' flows rely on: a public interface. <c>setup-code</c> is met by <see cref="SetUpTests"/>.</summary>
[Collection(DemoJourneys.Name)]
public sealed class TestIdTests(Demo demo)
{
    private const string Contract = """
        login-email login-password login-submit logout language
        nav-dashboard nav-connections nav-inboxes nav-actions nav-errors nav-users nav-audit
        kpi-pending kpi-synced-today kpi-failed kpi-oldest-pending kpi-sla dashboard-chart dashboard-feed
        inbox-new inbox-key inbox-name inbox-save inbox-secret
        connection-new wizard-inbox wizard-environment wizard-authorize wizard-reuse wizard-target-contact wizard-target-lead wizard-target-both
        wizard-link-opportunities wizard-check wizard-next wizard-back wizard-finish
        connection-row connection-state connection-menu connection-export connection-delete connection-delete-keep connection-delete-confirm
        connection-pause connection-resume
        actions-grid actions-search action-timeline
        errors-grid errors-filter-severity errors-retry errors-export errors-history errors-settle errors-retry-group errors-retry-first
        error-owner error-note error-history-row
        login-error action-row error-row wizard-preview
        """;

    // Where one writes, the id has to be on what takes the text, or on a choice's own element.
    private static readonly string[] Inputs =
        ["login-email", "login-password", "inbox-key", "inbox-name", "wizard-inbox", "wizard-environment", "actions-search"];

    [Fact]
    public Task EveryIdOfTheContract_IsOnAPage() => demo.JourneyAsync(async visitor =>
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in (string[])[
            "login-error", "dashboard", "connections", "connection", "inboxes", "inbox-new", "actions", "action", "errors", "errors-history",
            "wizard-inbox", "wizard-salesforce", "wizard-targets", "wizard-check", "wizard-preview", "wizard-finish"])
        {
            var page = await Pages.All[name](visitor);
            await SeeAsync(page);
            await page.CloseAsync();
        }

        await SeeAsync(await ToASecretAsync());
        await SeeAsync(await ToARetryAsync());
        var connection = await Pages.All["connection"](visitor);
        await OpenMenuAsync();
        await connection.GetByTestId("connection-pause").ClickAsync();
        await Expect(connection.GetByTestId("connection-pause")).ToHaveCountAsync(0);
        await OpenMenuAsync();
        await connection.GetByTestId("connection-resume").ClickAsync();
        await Expect(connection.GetByTestId("connection-resume")).ToHaveCountAsync(0);
        await OpenMenuAsync();
        await connection.GetByTestId("connection-delete").ClickAsync();
        await Expect(connection.GetByTestId("connection-delete-confirm")).ToBeVisibleAsync();
        await SeeAsync(connection);

        Assert.Empty(Contract.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Except(seen));

        async Task SeeAsync(IPage page)
        {
            foreach (var input in Inputs)
            {
                Assert.DoesNotContain(
                    await page.GetByTestId(input).EvaluateAllAsync<string[]>("all => all.map(e => e.tagName)"),
                    tag => tag is not ("INPUT" or "TEXTAREA" or "SELECT"));
            }

            seen.UnionWith(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('[data-testid]')].map(e => e.dataset.testid)"));
        }

        async Task OpenMenuAsync()
        {
            await connection.GetByTestId("connection-menu").ClickAsync();
            await Expect(connection.GetByTestId("connection-export")).ToBeVisibleAsync();
            await SeeAsync(connection);
        }

        async Task<IPage> ToASecretAsync()
        {
            var page = await visitor.OpenAsync("/");
            await ConnectedInbox.MakeAsync(page, demo.Url);
            return page;
        }

        async Task<IPage> ToARetryAsync()
        {
            await visitor.AdmitAsync(DemoAccounts.Administrator);
            var page = await visitor.OpenAsync("/errors");
            await page.GetByTestId("error-row").First.GetByRole(AriaRole.Checkbox).ClickAsync();
            await Expect(page.GetByTestId("errors-retry")).ToBeVisibleAsync();
            return page;
        }
    });
}
