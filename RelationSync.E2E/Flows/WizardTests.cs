using System.Text.Json;
using Microsoft.Playwright;
using RelationSync.Benchmarks.Harness;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Resources;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>From an inbox without a connection to the first Event in an org of its own.</summary>
[Collection(DemoJourneys.Name)]
public sealed class WizardTests(Demo demo)
{
    private const string Customer = "both@example.jp";

    private static object People => new
    {
        User = new[] { new { Email = Samples.Operator, Username = $"{Guid.NewGuid():N}@example.com", LastName = "佐藤", IsActive = true } },
        Contact = new[] { new Dictionary<string, object> { ["@ref"] = "c", ["LastName"] = "客", ["Email"] = Customer } },
        Lead = new[] { new { LastName = "見込", Company = "社", Email = Customer } },
        Opportunity = new[] { new Dictionary<string, object> { ["@ref"] = "o", ["Name"] = "商談", ["StageName"] = "Prospecting", ["IsClosed"] = false, ["CloseDate"] = "2030-12-31" } },
        OpportunityContactRole = new[] { new { OpportunityId = "@o", ContactId = "@c", IsPrimary = true } },
    };

    [Theory]
    [InlineData("contact", "Contact", true, "003", "006")]
    [InlineData("lead", "Lead", true, "00Q", null)]
    [InlineData("both", "Both", false, "003", null)]
    public Task Targets_Chosen_DecideWhereEventsHang(string target, string kind, bool opportunities, string who, string? what) => demo.JourneyAsync(async visitor =>
    {
        using var simulator = new SimulatorClient(demo.SimulatorUrl);
        var org = $"wizard-{target}";
        var loginUrl = await simulator.CreateOrgAsync(org, People, CancellationToken.None);
        var (page, inbox, wizard) = await Wizard.BeginAsync(visitor, demo.Url);

        await wizard.ChooseInboxAsync(inbox.Key);
        await wizard.AuthorizeAsync(loginUrl);
        await wizard.NextAsync();
        await wizard.ChooseTargetAsync(target, opportunities);
        await wizard.FinishAsync(marker: opportunities);

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(inbox.Name);
        await Expect(page.GetByText(Texts.Of<ConnectionsTexts>($"Connections_TargetsMeaning_{kind}"))).ToBeVisibleAsync();
        await Expect(page.GetByText(Texts.Of<ConnectionsTexts>(opportunities ? "Connections_Opportunities_On" : "Connections_Opportunities_Off")).First).ToBeVisibleAsync();

        await inbox.PostMailAsync("最初の件", Customer);
        var made = await EventsAsync(simulator, org, 1);
        Assert.StartsWith(who, made[0].GetProperty("WhoId").GetString(), StringComparison.Ordinal);
        Assert.Equal(what, made[0].TryGetProperty("WhatId", out var id) ? id.GetString()?[..3] : null);

        await Wizard.DeleteConnectionAsync(page);
    });

    [Fact]
    public Task Denied_ThenAllowed_LeftAndResumed_AndReusedByAnotherInbox() => demo.JourneyAsync(async visitor =>
    {
        using var simulator = new SimulatorClient(demo.SimulatorUrl);
        var loginUrl = await simulator.CreateOrgAsync("wizard-reuse", People, CancellationToken.None);
        var (page, inbox, wizard) = await Wizard.BeginAsync(visitor, demo.Url);
        await wizard.ChooseInboxAsync(inbox.Key);

        await wizard.AuthorizeAsync(loginUrl, allow: false);
        await Expect(page.GetByTestId("wizard-authorize-error")).ToContainTextAsync(Texts.Of<WizardTexts>("Wizard_Authorize_Denied"));
        await Expect(page.GetByTestId("wizard-next")).ToBeDisabledAsync();
        await page.GetByTestId("wizard-back").ClickAsync();
        await wizard.ChooseInboxAsync(inbox.Key);
        await wizard.AuthorizeAsync(loginUrl);
        await wizard.NextAsync();
        await wizard.IsAtAsync("targets");

        await page.GetByRole(AriaRole.Link, new() { Name = Texts.Of<WizardTexts>("Wizard_Leave_Button") }).ClickAsync();
        await page.GetByTestId("connection-new").ClickAsync();
        await Expect(page.GetByTestId("wizard-resumed")).ToBeVisibleAsync();
        await wizard.IsAtAsync("targets");
        await wizard.ChooseTargetAsync("lead");
        await wizard.FinishAsync();
        var first = page.Url;

        var second = await ConnectedInbox.MakeAsync(page, demo.Url);
        await Wizard.OpenFromInboxAsync(page);
        await wizard.ChooseInboxAsync(second.Key);
        await wizard.ReuseAsync(of: inbox.Name);
        await wizard.NextAsync();
        await wizard.ChooseTargetAsync("contact");
        await wizard.FinishAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(second.Name);
        await second.PostMailAsync("別の受信箱から", Customer);
        Assert.StartsWith("003", (await EventsAsync(simulator, "wizard-reuse", 1))[0].GetProperty("WhoId").GetString(), StringComparison.Ordinal);

        await Wizard.DeleteConnectionAsync(page);
        await page.GotoAsync(first);
        await Wizard.DeleteConnectionAsync(page);
    });

    [Fact]
    public Task AuthorizationGone_DeletedAndConnectedAgain_TheWaitingActionsBecomeEventsOnce() => demo.JourneyAsync(async visitor =>
    {
        const string Org = "wizard-gone";
        using var simulator = new SimulatorClient(demo.SimulatorUrl);
        var loginUrl = await simulator.CreateOrgAsync(Org, People, CancellationToken.None);
        var (page, inbox, wizard) = await Wizard.BeginAsync(visitor, demo.Url);
        await ConnectAsync("both");
        await inbox.PostMailAsync("前の件", Customer);
        await EventsAsync(simulator, Org, 1);

        await simulator.RevokeAsync(Org, CancellationToken.None);
        await inbox.PostMailAsync("待つ件 1", Customer);
        await inbox.PostMailAsync("待つ件 2", Customer);

        // Pushed to the page that stands open, and said wherever one looks.
        await Expect(page.GetByTestId("connection-expired")).ToBeVisibleAsync();
        var dashboard = await visitor.OpenAsync("/");
        await Expect(dashboard.GetByTestId("dashboard-attention")).ToContainTextAsync(inbox.Name);
        var list = await visitor.OpenAsync("/connections");
        await Expect(list.GetByTestId("connection-expired")).ToContainTextAsync(inbox.Name);

        await page.GetByTestId("connection-reconnect").ClickAsync();
        await Expect(page.GetByTestId("connection-delete-keep").GetByRole(AriaRole.Radio)).ToBeCheckedAsync();
        await page.GetByTestId("connection-delete-confirm").ClickAsync();
        await ConnectAsync("both");

        var made = await EventsAsync(simulator, Org, 3);
        Assert.Equal(3, made.Select(e => e.GetProperty("Subject").GetString()).Distinct(StringComparer.Ordinal).Count());
        await Expect(page.GetByTestId("connection-state")).ToHaveTextAsync(Texts.Of<SharedTexts>("Shared_Connection_Active"));
        await Wizard.DeleteConnectionAsync(page);

        async Task ConnectAsync(string target)
        {
            await wizard.ChooseInboxAsync(inbox.Key);
            await wizard.AuthorizeAsync(loginUrl);
            await wizard.NextAsync();
            await wizard.ChooseTargetAsync(target);
            await wizard.FinishAsync();
        }
    });

    private static async Task<List<JsonElement>> EventsAsync(SimulatorClient simulator, string org, int count)
    {
        List<JsonElement> events = [];
        await Until.TrueAsync(
            async () => (events = await simulator.EventsAsync(org, CancellationToken.None)).Count >= count,
            () => $"{events.Count} of {count} Events were made in {org}.",
            CancellationToken.None);
        Assert.Equal(count, events.Count);
        return events;
    }
}
