using Microsoft.Playwright;

namespace RelationSync.E2E.Infrastructure;

/// <summary>Somebody without a mouse.</summary>
internal static class Keys
{
    // A field for a date and time takes six of them.
    private const int Most = 150;

    /// <summary>Goes on with the tabulator until the focus is on this, or within it.</summary>
    public static async Task TabToAsync(this IPage page, ILocator target)
    {
        for (var i = 0; i < Most; i++)
        {
            if (await HasFocusAsync(target))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{target} isn't reached with the tabulator; the focus went to {await page.EvaluateAsync<string>("document.activeElement.outerHTML.slice(0, 200)")}");
    }

    /// <summary>Goes there and presses a key.</summary>
    public static async Task TabAndPressAsync(this IPage page, ILocator target, string key = "Enter")
    {
        await page.TabToAsync(target);
        await page.Keyboard.PressAsync(key);
    }

    private static async Task<bool> HasFocusAsync(ILocator target) =>
        await target.CountAsync() > 0 && await target.First.EvaluateAsync<bool>("e => e.contains(document.activeElement) && document.activeElement !== document.body");
}
