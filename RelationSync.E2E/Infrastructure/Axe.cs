using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace RelationSync.E2E.Infrastructure;

/// <summary>
/// What axe finds on a page. Run right in it, for violations alone: our pages have no frames, for whose sake the packaged
/// way opens another page each time, and nobody reads what passed.
/// </summary>
internal static class Axe
{
    // target-size is off by default in axe: WCAG 2.2 asks for 24 by 24 pixels.
    private const string Run = """
        async (only) => {
          const result = await axe.run(document, {
            resultTypes: ['violations'], ...(only ? { runOnly: [only] } : { rules: { 'target-size': { enabled: true } } }),
          });
          return result.violations.flatMap((v) => v.nodes.map((n) =>
            `${v.id} (${v.help}) at ${n.target}\n  ${n.html}\n  ${[...n.any, ...n.all, ...n.none].map((c) => c.message).join('; ')}`));
        }
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    public static async Task CheckAsync(IPage page, string name) => Assert.Empty(await ViolationsAsync(page, name));

    /// <param name="page">What is looked at.</param>
    /// <param name="name">What each finding begins with.</param>
    /// <param name="only">A single rule; null: all.</param>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page, string name, string? only = null)
    {
        await page.EvaluateAsync(Script);
        return [.. (await page.EvaluateAsync<string[]>(Run, only)).Select(v => $"{name}: {v}")];
    }
}
