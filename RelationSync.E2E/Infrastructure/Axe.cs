using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace RelationSync.E2E.Infrastructure;

/// <summary>What axe finds on a page.</summary>
internal static class Axe
{
    // Off by default in axe: WCAG 2.2 asks for 24 by 24 pixels.
    private static readonly AxeRunOptions Options = new() { Rules = new() { ["target-size"] = new() { Enabled = true } } };

    public static async Task CheckAsync(IPage page, string name) => Assert.Empty(await ViolationsAsync(page, name));

    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page, string name)
    {
        var result = await page.RunAxe(Options);
        return
        [
            .. from violation in result.Violations
               from node in violation.Nodes
               select $"{name}: {violation.Id} ({violation.Help}) at {node.Target}\n  {node.Html}\n  {string.Join("; ", node.Any.Concat(node.All).Select(c => c.Message))}",
        ];
    }
}
