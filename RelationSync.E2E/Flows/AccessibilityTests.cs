using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;

namespace RelationSync.E2E.Flows;

/// <summary>Every page, in both languages and themes, without a single violation but the few that wait for their mending.</summary>
[Collection(DemoJourneys.Name)]
public sealed class AccessibilityTests(Demo demo)
{
    // Off by default in axe: WCAG 2.2 asks for 24 by 24 pixels.
    private static readonly AxeRunOptions Options = new() { Rules = new() { ["target-size"] = new() { Enabled = true } } };

    /// <summary>Faults that are known to whoever makes the page; each goes with its mending.</summary>
    private static readonly HashSet<(string Page, string Rule)> Awaited =
    [
        ("connection", "landmark-unique"),
        ("connection", "nested-interactive"),
        ("errors", "heading-order"),
        ("action", "scrollable-region-focusable"),
    ];

    [Theory]
    [InlineData("ja", "light")]
    [InlineData("ja", "dark")]
    [InlineData("en", "light")]
    [InlineData("en", "dark")]
    public Task EveryPage_HasNoViolation(string language, string theme) => CheckAsync(language, theme, new());

    [Fact]
    public Task EveryPage_OnAPhone_HasNoViolation() => CheckAsync("ja", "light", new() { ViewportSize = new() { Width = 360, Height = 740 } });

    private Task CheckAsync(string language, string theme, BrowserNewContextOptions options) => demo.JourneyAsync(
        async visitor =>
        {
            await visitor.PreferAsync(demo.Url, language, theme);
            var violations = new List<string>();
            foreach (var (name, open) in Pages.All)
            {
                var page = await open(visitor);
                var result = await page.RunAxe(Options);
                violations.AddRange(
                    from violation in result.Violations
                    where !Awaited.Contains((name, violation.Id))
                    from node in violation.Nodes
                    select $"{name}: {violation.Id} ({violation.Help}) at {node.Target}\n  {node.Html}\n  {string.Join("; ", node.Any.Concat(node.All).Select(c => c.Message))}");
                await page.CloseAsync();
            }

            Assert.True(violations.Count == 0, string.Join('\n', violations));
        },
        options);
}
