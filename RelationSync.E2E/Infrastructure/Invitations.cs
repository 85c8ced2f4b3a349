using Microsoft.Playwright;
using RelationSync.Portal.Components.Account;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Infrastructure;

/// <summary>How somebody new comes in.</summary>
internal static class Invitations
{
    /// <summary>An account that isn't made yet.</summary>
    public static DemoAccount Newcomer() => new($"{Guid.NewGuid():N}@example.com", "correct horse battery", Administrator: false);

    /// <summary>Invites them on the users page; answers the link.</summary>
    public static async Task<string> InviteAsync(this IPage users, DemoAccount newcomer, string role = "support")
    {
        await users.GetByTestId("user-invite").ClickAsync();
        await users.GetByTestId("invite-email").FillAsync(newcomer.Email);
        await users.GetByTestId($"invite-role-{role}").ClickAsync();
        await users.GetByTestId("invite-make").ClickAsync();
        var link = await users.GetByTestId("user-link").InnerTextAsync();
        await users.GetByTestId("invite-close").ClickAsync();
        await Expect(users.GetByTestId("invitation-row").Filter(new() { HasText = newcomer.Email })).ToBeVisibleAsync();
        return link.Trim();
    }

    /// <summary>Opens the link, chooses the password, and is signed in.</summary>
    public static async Task<IPage> AcceptAsync(this Visitor visitor, string link, DemoAccount newcomer)
    {
        var page = await visitor.OpenAsync(link);
        await page.GetByTestId("login-password").FillAsync(newcomer.Password);
        await page.GetByTestId("login-submit").ClickAsync();
        await Expect(page.GetByTestId("logout")).ToBeVisibleAsync();
        return page;
    }
}
