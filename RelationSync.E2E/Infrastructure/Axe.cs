using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace RelationSync.E2E.Infrastructure;

/// <summary>What axe finds on a page.</summary>
internal static class Axe
{
    // Off by default in axe: WCAG 2.2 asks for 24 by 24 pixels.
    private static readonly AxeRunOptions Options = new() { Rules = new() { ["target-size"] = new() { Enabled = true } } };

    // What a theme changes: colours alone.
    private static readonly AxeRunOptions Colours = new() { RunOnly = new() { Type = "rule", Values = ["color-contrast", "link-in-text-block"] } };

    public static async Task CheckAsync(IPage page, string name) => Assert.Empty(await ViolationsAsync(page, name));

    /// <summary>The violations on a page.</summary>
    /// <param name="page">As it is now.</param>
    /// <param name="name">How they call it.</param>
    /// <param name="colours">Only what depends on the theme, where all else was looked at in the other one.</param>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page, string name, bool colours = false)
    {
        var result = await page.RunAxe(colours ? Colours : Options);
        return
        [
            .. from violation in result.Violations
               from node in violation.Nodes
               select $"{name}: {violation.Id} ({violation.Help}) at {node.Target}\n  {node.Html}\n  {string.Join("; ", node.Any.Concat(node.All).Select(c => c.Message))}",
        ];
    }
}
