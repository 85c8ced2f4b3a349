using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Components.Layout;
using RelationSync.Portal.Components.Pages.Profile;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Components.People;

public sealed class LayoutTests : PeopleContext
{
    [Fact]
    public void Menu_OfAnAdministrator_HasTheirPages()
    {
        var menu = Render<NavMenu>(p => p.Add(m => m.Open, true));

        Assert.NotNull(menu.Find("[data-testid=nav-users]"));
        Assert.NotNull(menu.Find("[data-testid=nav-audit]"));
    }

    [Fact]
    public void Menu_OfSupport_HasNoneOfThem()
    {
        SignInAs(AccountRole.Support);

        var menu = Render<NavMenu>(p => p.Add(m => m.Open, true));

        Assert.NotNull(menu.Find("[data-testid=nav-errors]"));
        Assert.Empty(menu.FindAll("[data-testid=nav-users], [data-testid=nav-audit], .grp"));
    }

    [Theory]
    [InlineData("?error=current", "今のパスワードが違います。")]
    [InlineData("?error=throttled", "サインインの失敗が続いたため")]
    [InlineData("?error=common", "推測されやすい")]
    [InlineData("?error=breached", "漏えいしたパスワードの一覧")]
    public void Profile_Refused_SaysWhy(string query, string text)
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/profile" + query);

        Assert.Contains(text, Render<ProfilePage>().Find("[data-testid=profile-error]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("a key", 1)]
    public async Task Profile_SecondFactor_SaysHowItIs(string? key, int on)
    {
        await People.Store.WriteAsync(
            (db, _) => Task.FromResult(db.Accounts.Single(a => a.Email == "viewer-Administrator@example.com").SecondFactorProtected = key), default);

        var page = Render<ProfilePage>();

        page.WaitForAssertion(() => Assert.Equal(on, page.FindAll("[data-testid=profile-factor-on]").Count));
        Assert.Equal("/second-factor", page.Find("[data-testid=profile-factor]").GetAttribute("href"));
    }

    [Fact]
    public async Task Profile_PasskeyAlone_IsListedByName()
    {
        await People.Store.WriteAsync(
            (db, _) =>
            {
                var account = db.Accounts.Single(a => a.Email == "viewer-Administrator@example.com");
                db.Add(new Passkey { Id = Guid.NewGuid(), AccountId = account.Id, CredentialId = [1], PublicKey = [0], Name = "Work laptop" });
                return Task.CompletedTask;
            },
            default);

        var page = Render<ProfilePage>();

        page.WaitForAssertion(() => Assert.Contains("Work laptop", page.Find("[data-testid=profile-passkey]").TextContent, StringComparison.Ordinal));
        Assert.Single(page.FindAll("[data-testid=profile-factor-on]"));
    }

    [Fact]
    public void Profile_OfSupport_PostsThroughTheFormsOfThePage()
    {
        SignInAs(AccountRole.Support);

        var page = Render<ProfilePage>();

        Assert.Contains("サポート", page.Markup, StringComparison.Ordinal);
        Assert.All(page.FindAll("input"), i => Assert.Equal(AccountForm.PasswordId, i.GetAttribute("form")));
        Assert.Equal("/account/logout-everywhere", page.Find("[data-testid=logout-everywhere]").GetAttribute("formaction"));
    }
}
