using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RelationSync.E2E.Infrastructure;
using RelationSync.Portal.Hosting.Demo;
using static Microsoft.Playwright.Assertions;

namespace RelationSync.E2E.Flows;

/// <summary>Two people with a browser each: one administers, the other is invited.</summary>
[Collection(DemoJourneys.Name)]
public sealed partial class PeopleTests(Demo demo)
{
    [Fact]
    public Task Invited_ByALink_SignsIn_UntilTheirRoleChanges() => demo.JourneyAsync(async administrator =>
    {
        var account = Invitations.Newcomer();
        await administrator.AdmitAsync(DemoAccounts.Administrator);
        var users = await administrator.OpenAsync("/users");
        var link = await users.InviteAsync(account);

        await demo.JourneyAsync(async invited =>
        {
            var page = await invited.OpenAsync(link);
            await Expect(page.GetByText(account.Email)).ToBeVisibleAsync();
            Assert.DoesNotContain("token", page.Url, StringComparison.Ordinal);
            await HasNoTokenAsync(page);

            // A refused password leaves the link working.
            await page.GetByTestId("login-password").FillAsync("passwordpassword");
            await page.GetByTestId("login-submit").ClickAsync();
            await Expect(page.GetByTestId("login-error")).ToBeVisibleAsync();
            await HasNoTokenAsync(page);
            await page.GetByTestId("login-password").FillAsync(account.Password);
            await page.GetByTestId("login-submit").ClickAsync();
            await Expect(page.GetByTestId("kpi-synced-today")).ToBeVisibleAsync();
            await HasNoTokenAsync(page);
            await page.GetByTestId("nav-actions").ClickAsync();
            await Expect(page.GetByTestId("action-row").First).ToBeVisibleAsync();

            await CommandAsync(users, account.Email, "user-role-administrator");

            // Pushed: nothing is asked of this page meanwhile.
            await Expect(page).ToHaveURLAsync(LoginPage());
        });

        await demo.JourneyAsync(async late =>
        {
            var page = await late.OpenAsync(link);
            await Expect(page).ToHaveURLAsync(UsedLink());
            await Expect(page.GetByTestId("login-error")).ToBeVisibleAsync();
        });

        await CommandAsync(users, account.Email, "user-delete");
        await Expect(Row(users, account.Email)).ToHaveCountAsync(0);
        await users.GetByTestId("nav-audit").ClickAsync();
        await users.GetByTestId("audit-search").FillAsync(account.Email);
        await Expect(users.Locator("[data-testid=audit-row][data-act=AccountDeleted]")).ToHaveCountAsync(1);
        await Expect(users.Locator("[data-testid=audit-row][data-act=AccountCreated]")).ToHaveCountAsync(1);
    });

    /// <summary>The form alone has it: the tab keeps it no longer than it takes to come back.</summary>
    private static async Task HasNoTokenAsync(IPage page) =>
        Assert.False(await page.EvaluateAsync<bool>("'relationsync:/invitation' in sessionStorage"));

    [Fact]
    public Task OwnPassword_Changed_SignsOutTheOtherDevice() => demo.JourneyAsync(async administrator =>
    {
        var account = Invitations.Newcomer();
        await administrator.AdmitAsync(DemoAccounts.Administrator);
        var link = await (await administrator.OpenAsync("/users")).InviteAsync(account);

        await demo.JourneyAsync(async here =>
        {
            var page = await here.AcceptAsync(link, account);
            await page.GetByTestId("nav-profile").ClickAsync();

            await demo.JourneyAsync(async there =>
            {
                var other = await there.SignInAsync(account);

                await page.GetByTestId("profile-current").FillAsync(account.Password);
                await page.GetByTestId("profile-password").FillAsync("another horse battery");
                await page.GetByTestId("profile-save").ClickAsync();

                await Expect(page.GetByTestId("profile-done")).ToBeVisibleAsync();
                await Expect(other).ToHaveURLAsync(LoginPage());
            });

            await page.GetByTestId("logout-everywhere").ClickAsync();
            await Expect(page.GetByTestId("login-submit")).ToBeVisibleAsync();
        });
    });

    [Fact]
    public Task OwnSession_EndedOnTheProfile_EndsItsPages() => demo.JourneyAsync(async administrator =>
    {
        var account = Invitations.Newcomer();
        await administrator.AdmitAsync(DemoAccounts.Administrator);
        var link = await (await administrator.OpenAsync("/users")).InviteAsync(account);

        await demo.JourneyAsync(async here =>
        {
            var page = await here.AcceptAsync(link, account);

            await demo.JourneyAsync(async there =>
            {
                var other = await there.SignInAsync(account);
                await page.GetByTestId("nav-profile").ClickAsync();
                await Expect(page.GetByTestId("session-row")).ToHaveCountAsync(2);
                await Axe.CheckAsync(page, "profile with sessions");

                await page.GetByTestId("sessions-password").FillAsync(account.Password);
                await page.GetByTestId("session-end").ClickAsync();

                await Expect(page.GetByTestId("profile-done")).ToBeVisibleAsync();
                await Expect(page.GetByTestId("session-row")).ToHaveCountAsync(1);
                await Expect(other).ToHaveURLAsync(LoginPage());
            });
        });
    });

    private static ILocator Row(IPage users, string email) => users.GetByTestId("user-row").Filter(new() { HasText = email });

    private static async Task CommandAsync(IPage users, string email, string command)
    {
        await Row(users, email).GetByTestId("user-menu").ClickAsync();
        await users.GetByTestId(command).ClickAsync();
        await users.GetByTestId("user-confirm").ClickAsync();
        await Expect(users.GetByTestId("user-confirm")).ToHaveCountAsync(0);
    }

    [GeneratedRegex("/login")]
    private static partial Regex LoginPage();

    [GeneratedRegex(@"/invitation\?error=link")]
    private static partial Regex UsedLink();
}
