using System.Net.Http.Json;
using Microsoft.Playwright;
using RelationSync.Benchmarks.Harness;
using RelationSync.E2E.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>A new administrator, from an empty store to the first Event.</summary>
[Collection(DemoJourneys.Name)]
public sealed class FirstEventTests(Demo demo)
{
    private const string Customer = "a@customer.example";

    /// <summary>So many after the sign-in, by push and with the test operation.</summary>
    private const int MostClicks = 12;

    [Fact]
    public Task ByPush_WithinTwelveClicks() => OnAnEmptyStoreAsync(async (page, url, simulator) =>
    {
        var clicks = 0;
        await Expect(page.GetByTestId("first-steps")).ToBeVisibleAsync();
        await page.GetByTestId("inbox-name").FillAsync("サポート窓口");
        await ClickAsync("inbox-save");
        var secret = page.GetByTestId("inbox-secret");
        await Expect(secret).ToContainTextAsync("whsec_");
        await Axe.CheckAsync(page, "the wizard with a fresh secret");
        var inbox = ConnectedInbox.Of(url, "support", (await secret.InnerTextAsync()).Trim());
        await ClickAsync("wizard-next");
        await page.GetByTestId("wizard-environment").FillAsync(simulator.Url + "/" + EmptyPortal.Org);
        await ClickAsync("wizard-authorize");
        await ClickAsync("sim-allow");
        await Expect(page.GetByTestId("wizard-authorized")).ToBeVisibleAsync();
        foreach (var step in (string[])["salesforce", "targets", "marker", "check", "preview"])
        {
            await new Wizard(page).IsAtAsync(step);
            await ClickAsync("wizard-next");
        }

        await ClickAsync("wizard-finish");
        await Expect(page.GetByTestId("connection-started")).ToBeVisibleAsync();
        await ClickAsync("inbox-test-operation");
        await Expect(page.GetByTestId("test-last")).ToHaveAttributeAsync("data-status", "synced");
        await Expect(page.GetByTestId("test-open")).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex("/lightning/r/Event/"));

        Assert.InRange(clicks, 1, MostClicks);
        await Axe.CheckAsync(page, "a connection with a test");
        await HasAsync(simulator, 1);

        // And what a program sends is another one.
        await inbox.PostMailAsync("本物の件", Customer);
        await HasAsync(simulator, 2);
        await page.GetByTestId("nav-dashboard").ClickAsync();
        await Expect(page.GetByTestId("kpi-synced-today")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("first-steps")).ToHaveCountAsync(0);

        async Task ClickAsync(string testId)
        {
            await page.GetByTestId(testId).ClickAsync();
            clicks++;
        }
    });

    /// <summary>As the set-up guide has it, into an org that knows one app by its certificate; with the reports on the way.</summary>
    [Fact]
    [Trait("Rule", "R-A3")]
    public Task ByCertificate_IntoAnOrgWithAnAppOfItsOwn() => OnAnEmptyStoreAsync(async (page, url, simulator) =>
    {
        await page.GetByTestId("inbox-name").FillAsync("サポート窓口");
        await page.GetByTestId("inbox-save").ClickAsync();
        var secret = page.GetByTestId("inbox-secret");
        await Expect(secret).ToContainTextAsync("whsec_");
        var inbox = ConnectedInbox.Of(url, "support", (await secret.InnerTextAsync()).Trim());
        await page.GetByTestId("wizard-next").ClickAsync();

        await page.GetByTestId("wizard-environment").FillAsync(simulator.Url + "/" + EmptyPortal.Org);
        await page.GetByTestId("wizard-flow-jwt").ClickAsync();
        await page.GetByTestId("wizard-jwt-create").ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("wizard-jwt-certificate").ClickAsync());
        Assert.Equal("relationsync.crt", download.SuggestedFilename);
        using var http = new HttpClient { BaseAddress = new Uri(simulator.Url) };
        var app = new { client_id = "jwt-app", certificate = await File.ReadAllTextAsync(await download.PathAsync()), users = new[] { $"admin@{EmptyPortal.Org}.example" } };
        using (var answer = await http.PatchAsJsonAsync($"/_control/orgs/{EmptyPortal.Org}", new { apps = new[] { app } }))
        {
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }

        await page.GetByTestId("wizard-jwt-username").FillAsync($"admin@{EmptyPortal.Org}.example");
        await page.GetByTestId("wizard-jwt-client").FillAsync("another-app");
        await page.GetByTestId("wizard-jwt-connect").ClickAsync();
        await Expect(page.GetByTestId("wizard-jwt-error")).ToContainTextAsync("OAUTH_AUTHORIZATION_BLOCKED");
        await Axe.CheckAsync(page, "a refused certificate");
        await page.GetByTestId("wizard-jwt-client").FillAsync("jwt-app");
        await page.GetByTestId("wizard-jwt-connect").ClickAsync();
        await Expect(page.GetByTestId("wizard-authorized")).ToContainTextAsync($"admin@{EmptyPortal.Org}.example");

        var wizard = new Wizard(page);
        await wizard.NextAsync();
        await wizard.ChooseTargetAsync("both");
        await page.GetByTestId("org-reports-deploy").ClickAsync();
        await Expect(page.GetByTestId("org-reports-outcome")).ToContainTextAsync("RelationSync_Reports");
        await wizard.FinishAsync();
        await Expect(page.GetByTestId("connection-started")).ToBeVisibleAsync();
        await inbox.PostMailAsync("証明書で届いた件", Customer);
        await HasAsync(simulator, 1);
    });

    [Fact]
    [Trait("Rule", "R-P1")]
    [Trait("Rule", "R-P2")]
    public Task ByRelationsApi_FromTheTokenToASyncedMail() => OnAnEmptyStoreAsync(async (page, url, simulator) =>
    {
        using var control = new SimulatorClient(simulator.Url);
        var tenant = await control.PostAsync(
            "/_control/relation/acme",
            new { users = new[] { new { mention_name = "sato", email = "sato@example.com", first_name = "花子", last_name = "佐藤" } }, boxes = new[] { new { name = "サポート" }, new { name = "営業" } } },
            CancellationToken.None);
        await control.PostAsync("/_control/relation/acme/do", new { box = 1, op = "send", by = "sato", title = "前からの件", to = Customer }, CancellationToken.None);

        await page.GetByTestId("inbox-name").FillAsync("サポート窓口");
        await page.GetByTestId("inbox-save").ClickAsync();
        await page.GetByTestId("wizard-source-api").ClickAsync();
        await Expect(page.GetByTestId("wizard-next")).ToBeDisabledAsync();
        await page.GetByTestId("relation-subdomain").FillAsync("acme");
        await page.GetByTestId("relation-token").FillAsync(tenant.GetProperty("token").GetString()!);
        await page.GetByTestId("relation-connect").ClickAsync();
        await page.GetByTestId("relation-box").SelectOptionAsync(new SelectOptionValue { Label = "サポート" });
        await page.GetByTestId("relation-default").FillAsync("sato@example.com");
        await page.GetByTestId("relation-trial").ClickAsync();
        await Expect(page.GetByTestId("relation-trial-result")).ToContainTextAsync("メール 1");
        await Axe.CheckAsync(page, "a trial read");
        await page.GetByTestId("relation-save").ClickAsync();
        await Expect(page.GetByTestId("inbox-source")).ToBeVisibleAsync();
        await page.GetByTestId("wizard-next").ClickAsync();

        var wizard = new Wizard(page);
        await wizard.AuthorizeAsync(simulator.Url + "/" + EmptyPortal.Org);
        await wizard.NextAsync();
        await wizard.ChooseTargetAsync("both");
        await wizard.FinishAsync();

        // What is done from now on is read, and nothing from before.
        await Task.Delay(TimeSpan.FromSeconds(2));
        await control.PostAsync("/_control/relation/acme/do", new { box = 1, op = "send", by = "sato", title = "APIで届いた件", to = Customer }, CancellationToken.None);
        await HasAsync(simulator, 1);
        Assert.Equal(["【メール】APIで届いた件"], await simulator.SubjectsAsync(EmptyPortal.Org, CancellationToken.None));
        await Expect(page.GetByTestId("connection-started")).ToHaveCountAsync(0);
        await page.GotoAsync(url + "/inboxes");
        await page.GetByTestId("inbox-row").GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(page.GetByTestId("source-figures")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("source-budget")).ToBeVisibleAsync();
        await Axe.CheckAsync(page, "an inbox that is read by API");
    });

    private static async Task HasAsync(SimulatorProcess simulator, int events)
    {
        List<string> found = [];
        await Until.TrueAsync(
            async () => (found = await simulator.SubjectsAsync(EmptyPortal.Org, CancellationToken.None)).Count >= events,
            () => $"These Events stand: {string.Join(", ", found)}",
            CancellationToken.None);
        Assert.Equal(events, found.Count);
    }

    /// <summary>The first administrator, signed in on the dashboard.</summary>
    private async Task OnAnEmptyStoreAsync(Func<IPage, string, SimulatorProcess, Task> journey)
    {
        await using var portal = await EmptyPortal.StartAsync(hasAdministrator: true);
        await demo.JourneyAsync(
            async visitor => await journey(await visitor.SignInAsync(EmptyPortal.Administrator), portal.Url, portal.Simulator), portal: portal.Url);
    }
}
