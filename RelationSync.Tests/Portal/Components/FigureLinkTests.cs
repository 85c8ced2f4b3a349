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
using RelationSync.Tests.Portal.Figures;

namespace RelationSync.Tests.Portal.Components;

/// <summary>Every number that leads to actions leads to as many as it says.</summary>
public sealed partial class FigureLinkTests : RoomsContext
{
    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(19)]
    [InlineData(28)]
    public void EveryNumber_IsALinkToExactlyTheRowsItCounts(int seed)
    {
        new RandomStore(Store, seed).Fill(most: 90, isConnected: true);
        var dashboard = Render<DashboardPage>();
        dashboard.WaitForElement("[data-testid=kpi-sla], [data-testid=empty]");
        var connections = Render<ConnectionsPage>();
        connections.WaitForElement("[data-testid=connection-row], [data-testid=empty]");
        List<(string From, string Href, int Count)> numbers = [.. Numbers("dashboard", dashboard), .. Numbers("connections", connections)];
        foreach (var link in connections.FindAll("[data-testid=connection-row] td.lead a").Select(a => a.GetAttribute("href")!).ToList())
        {
            if (!Guid.TryParse(link.Split('/')[^1], out var id))
            {
                continue; // leads to what is the matter
            }

            var one = Render<ConnectionPage>(p => p.Add(c => c.Id, id));
            one.WaitForElement("[data-testid=connection-count-failed]");
            numbers.AddRange(Numbers("connection", one));
        }

        var wrong = numbers.Distinct().Select(n => (n, Rows: RowsAt(n.Href))).Where(n => n.n.Count != n.Rows).ToList();

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Select(w => $"{w.n.From}: {w.n.Href} says {w.n.Count}, shows {w.Rows}")));
        Assert.True(numbers.Count > 5, $"only {numbers.Count} numbers");
    }

    /// <summary>A count of actions that leads nowhere can't be checked by anybody.</summary>
    [Theory]
    [InlineData(7)]
    [InlineData(28)]
    public void CountsOfActions_OnTheDashboard_AreAllLinks(int seed)
    {
        new RandomStore(Store, seed).Fill(most: 90, isConnected: true);
        var dashboard = Render<DashboardPage>();
        dashboard.WaitForElement("[data-testid=kpi-sla]");

        // The chart's table counts operations and moments, and the equations operations that became no action.
        foreach (var other in dashboard.FindAll("[aria-labelledby=h-throughput], [data-testid=reconciliation], svg").ToList())
        {
            other.Remove();
        }

        var all = dashboard.FindAll("main, section, div, p, span, td, b").SelectMany(e => e.ChildNodes.OfType<IText>()).Where(t => Counted().IsMatch(t.Data)).ToList();
        Assert.DoesNotContain(all, t => t.ParentElement!.Closest("a[href]") is null);
        Assert.NotEmpty(dashboard.FindAll("a.fig"));
    }

    private static IEnumerable<(string From, string Href, int Count)> Numbers(string place, IRenderedComponent<IComponent> page) => page.FindAll("a[href^='/actions?']")
        .Select(a => (Href: a.GetAttribute("href")!, Digits: Digits().Matches((a.QuerySelector(".v") ?? a).TextContent)))
        .Where(a => a.Digits.Count > 0 && !a.Href.Contains("sort=oldest", StringComparison.Ordinal))
        .Select(a => (place, a.Href, int.Parse(a.Digits[^1].Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)));

    private int RowsAt(string href)
    {
        var rows = 0;
        for (var next = (string?)href; next is not null;)
        {
            Services.GetRequiredService<BunitNavigationManager>().NavigateTo(next);
            var page = Render<ActionsPage>();
            page.WaitForElement("[data-testid=empty], [data-testid=actions-grid]");
            rows += page.FindAll("[data-testid=action-row]").Count;
            next = page.FindAll("a[rel=next]").SingleOrDefault()?.GetAttribute("href");
        }

        return rows;
    }

    [GeneratedRegex(@"\d件")]
    private static partial Regex Counted();

    [GeneratedRegex(@"\d[\d,]*")]
    private static partial Regex Digits();
}
