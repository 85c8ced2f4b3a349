using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Components.Pages.Actions;
using RelationSync.Portal.Components.Pages.Connections;
using RelationSync.Portal.Components.Pages.Dashboard;
using RelationSync.Portal.Components.Pages.Errors;
using RelationSync.Portal.Components.Pages.Inboxes;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Storage.Queries;
using RelationSync.Tests.Portal.Figures;

namespace RelationSync.Tests.Portal.Components;

/// <summary>Every number leads to as many rows as it says.</summary>
public sealed partial class FigureLinkTests : RoomsContext
{
    /// <summary>Pages that have the rows of a number.</summary>
    private const string Lists = "a[href^='/actions?'], a[href^='/operations?'], a[href^='/ignored?'], a[href^='/refusals?'], a[href^='/errors?'][data-testid=error-group-count], a[href^='/errors?tab=history']";

    public FigureLinkTests() => Services.AddSingleton<BrowseInboxes>();

    [Theory]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(28)]
    public async Task EveryNumber_IsALinkToExactlyTheRowsItCounts(int seed)
    {
        new RandomStore(Store, seed).Fill(most: 50, isConnected: true);

        var numbers = (await AllPagesAsync()).SelectMany(p => Numbers(p.Name, p.Page)).Distinct().ToList();
        var wrong = numbers.Select(n => (n, Rows: RowsAt(n.Href))).Where(n => n.n.Count != n.Rows).ToList();

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Select(w => $"{w.n.From}: {w.n.Href} says {w.n.Count}, shows {w.Rows}")));
        Assert.Equal(["actions", "errors", "ignored", "operations", "refusals"], numbers.Select(n => n.Href.Split('?')[0].TrimStart('/')).Distinct().Order());
        Assert.True(numbers.Count > 25, $"only {numbers.Count} numbers");
    }

    /// <summary>A count that leads nowhere can't be checked by anybody.</summary>
    [Theory]
    [InlineData(7)]
    [InlineData(28)]
    public async Task Counts_LeadSomewhere_OnEveryPage(int seed)
    {
        new RandomStore(Store, seed).Fill(most: 50, isConnected: true);
        foreach (var (name, page) in await AllPagesAsync())
        {
            // The chart's numbers are in its table, the latencies' beside them, an empty list's on the button below.
            var all = page.FindAll("main, section, div, p, span, td, b, h2, dd").Where(e => e.Closest("svg, [data-testid=empty]") is null)
                .SelectMany(e => e.ChildNodes.OfType<IText>()).Where(t => Counted().IsMatch(t.Data)).ToList();
            Assert.All(all, t => Assert.True(t.ParentElement!.Closest("a[href], button") is not null, $"{name}: {t.Data.Trim()}"));
        }
    }

    /// <summary>Where a cause or a section is opened in place, its rows are as many.</summary>
    [Theory]
    [InlineData(7)]
    [InlineData(28)]
    public void SectionOfTheErrorLog_ItsNumberPressed_ShowsItsRows(int seed)
    {
        new RandomStore(Store, seed).Fill(most: 20, isConnected: true);
        GoTo("/errors");
        var page = Render<ErrorsPage>();
        page.WaitForElement("[data-testid=errors-section-count]");
        var says = Number(page.Find("[data-testid=errors-section-count]").TextContent);

        page.FindAll("[data-testid=errors-section-count]").First(b => b.GetAttribute("aria-expanded") is not null).Click();
        if (page.FindAll("[data-testid=error-row]").Count == 0)
        {
            page.Find("[data-testid=errors-section-count]").Click();
        }

        page.WaitForAssertion(() => Assert.Equal(says, page.FindAll("[data-testid=error-row]").Count));
    }

    private async Task<List<(string Name, IRenderedComponent<IComponent> Page)>> AllPagesAsync()
    {
        List<(string, IRenderedComponent<IComponent>)> pages = [];
        var dashboard = Render<DashboardPage>();
        dashboard.WaitForElement("[data-testid=kpi-sla], [data-testid=empty]");
        if (dashboard.FindAll("[data-testid=dashboard-throughput]").Count > 0)
        {
            dashboard.WaitForElement("[data-testid=reconciliation-open]").Click();
            dashboard.Find("[data-testid=dashboard-throughput] > header > .btn").Click();
            dashboard.FindAll("[data-testid=dashboard-throughput] .seg button")[1].Click();
        }

        pages.Add(("dashboard", dashboard));
        var view = await Services.GetRequiredService<LiveFigures>().GetAsync(CancellationToken.None);
        var hours = Render<ThroughputCard>(p => p.Add(c => c.Throughput, view.Throughput));
        hours.Find("header > .btn").Click();
        pages.Add(("the last hour", hours));
        var connections = Render<ConnectionsPage>();
        connections.WaitForElement("[data-testid=connection-row], [data-testid=empty]");
        pages.Add(("connections", connections));
        foreach (var link in connections.FindAll("[data-testid=connection-row] td.lead a").Select(a => a.GetAttribute("href")!).ToList())
        {
            if (Guid.TryParse(link.Split('/')[^1], out var id))
            {
                var one = Render<ConnectionPage>(p => p.Add(c => c.Id, id));
                one.WaitForElement("[data-testid=connection-count-failed]");
                pages.Add(("connection", one));
            }
        }

        var inboxes = Render<InboxesPage>();
        inboxes.WaitForElement("[data-testid=inbox-unknown]");
        pages.Add(("inboxes", inboxes));
        foreach (var inbox in await Services.GetRequiredService<ListInboxes>().RunAsync(CancellationToken.None))
        {
            var groups = await Services.GetRequiredService<ListRejectedRequests>().RunAsync(inbox.Id, CancellationToken.None);
            pages.Add(("inbox", Render<RejectedRequestsCard>(p => p.Add(c => c.Groups, groups).Add(c => c.Inbox, inbox.Key).Add(c => c.Zone, inbox.TimeZone))));
        }

        GoTo("/errors");
        var errors = Render<ErrorsPage>();
        errors.WaitForElement("[data-testid=errors-grid], [data-testid=empty]");
        pages.Add(("errors", errors));
        return pages;
    }

    private static IEnumerable<(string From, string Href, int Count)> Numbers(string place, IRenderedComponent<IComponent> page) => page.FindAll(Lists)
        .Select(a => (Href: a.GetAttribute("href")!, (a.QuerySelector(".v") ?? a).TextContent))
        .Where(a => Digits().IsMatch(a.TextContent) && !a.Href.Contains("sort=oldest", StringComparison.Ordinal))
        .Select(a => (place, a.Href, Number(a.TextContent)));

    private static int Number(string text) => int.Parse(Digits().Matches(text)[^1].Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    private void GoTo(string href) => Services.GetRequiredService<BunitNavigationManager>().NavigateTo(href);

    private int RowsAt(string href) => href.Split('?')[0] switch
    {
        "/actions" => RowsOn<ActionsPage>(href, "action-row"),
        "/operations" => RowsOn<OperationsPage>(href, "operation-row", "operation-count"),
        "/ignored" => RowsOn<IgnoredPage>(href, "ignored-row"),
        "/refusals" => RowsOn<RefusalsPage>(href, "refusal-row"),
        _ => RowsOn<ErrorsPage>(href, "error-row", "error-history-row"),
    };

    /// <summary>Rows of all pages of a list; a row that stands for several says how many.</summary>
    private int RowsOn<TPage>(string href, params string[] rows)
        where TPage : IComponent
    {
        var count = 0;
        for (var next = (string?)href; next is not null;)
        {
            GoTo(next);
            var page = Render<TPage>();
            var selector = string.Join(", ", rows.Select(r => $"[data-testid={r}]"));
            page.WaitForElement($"{selector}, [data-testid=empty]");
            count += page.FindAll(selector).Sum(r => r.GetAttribute("data-count") is { } many ? int.Parse(many, CultureInfo.InvariantCulture) : 1);
            next = page.FindAll("a[rel=next]").SingleOrDefault()?.GetAttribute("href");
        }

        return count;
    }

    [GeneratedRegex(@"\d[件回]")]
    private static partial Regex Counted();

    [GeneratedRegex(@"\d[\d,]*")]
    private static partial Regex Digits();
}
