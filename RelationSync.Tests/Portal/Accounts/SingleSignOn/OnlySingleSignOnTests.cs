using System.Net;
using System.Text.Json;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Accounts.People;
using RelationSync.Tests.Support;
using static RelationSync.Tests.Portal.Hosting.PortalFactory;

namespace RelationSync.Tests.Portal.Accounts.SingleSignOn;

/// <summary>Passwords are turned off.</summary>
public sealed class OnlySingleSignOnTests : IAsyncLifetime
{
    private SingleSignOnPortal _portal = null!;

    public async Task InitializeAsync() => _portal = await SingleSignOnPortal.StartAsync(("SingleSignOn:Only", "true"));

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task Page_HasTheButtonAlone()
    {
        var page = await _portal.Browser().PageAsync("/login?returnUrl=%2Factions");

        Assert.Contains("href=\"/login/sso?returnUrl=%2Factions\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("type=\"password\"", page, StringComparison.Ordinal);
        Assert.Contains("Okta", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RightPassword_OpensNoSession()
    {
        var browser = _portal.Browser();

        Assert.Equal("/login?error=sso&returnUrl=%2F", await browser.PostAsync(
            "/login", "/account/login", ("email", SingleSignOnPortal.Administrator), ("password", SingleSignOnPortal.Password)));
        var answer = await LoginAsync(browser.Client, SingleSignOnPortal.Administrator, SingleSignOnPortal.Password);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(LoginApi.PasswordsOffReason, JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("reason").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync());
    }

    [Fact]
    public async Task Links_OfThePortal_SetNoPassword()
    {
        var admin = _portal.Portal.Store.SignIn(AccountRole.Administrator, _portal.Portal.Clock);
        var account = (await _portal.FindAsync(SingleSignOnPortal.Administrator))!;
        var invited = await _portal.Get<InviteUser>().RunAsync(admin, "new@example.com", AccountRole.Support, default);
        // Made before passwords were turned off:
        var former = await _portal.Portal.Store.WriteAsync(
            (db, token) => ResetTokens.AddAsync(db, account.Id, _portal.Portal.Clock.GetUtcNow(), isFromMachine: false, token), default);

        Assert.Equal(CommandFault.PasswordsOff, (await _portal.Get<MakeResetLink>().RunAsync(admin, account.Id, default)).Fault);
        Assert.Equal(CommandFault.LinkUnusable, (await _portal.Get<ResetPassword>().RunAsync(former, "another horse battery", null, default)).Fault);
        Assert.Equal(CommandFault.PasswordsOff, (await _portal.Get<AcceptInvitation>().RunAsync(PeopleFixture.TokenOf(invited.Value!), "another horse battery", null, default)).Fault);
        Assert.Contains("login-sso", await _portal.Browser().PageAsync("/invitation"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnPassword_StaysAsItIs()
    {
        var browser = _portal.Browser();
        await _portal.SignInAsync(browser);

        Assert.False((await _portal.WaysInAsync(SingleSignOnPortal.Administrator)).Password);
        Assert.Equal("/profile?error=sso", await browser.PostAsync(
            "/login", "/account/password", ("current", SingleSignOnPortal.Password), ("password", "another horse battery")));
    }

    [Fact]
    public async Task ResetAdmin_IsTheWayInWhenTheProviderIsDown()
    {
        await _portal.Provider.DisposeAsync();
        var output = new StringWriter();
        Assert.Equal(0, await _portal.Get<ResetAdmin>().RunAsync(["reset-admin", SingleSignOnPortal.Administrator], output, default));
        var browser = _portal.Browser();

        var to = await browser.PostAsync("/reset", "/account/reset", ("token", output.ToString().Split("token=")[1].Trim()), ("password", "another horse battery"));

        Assert.Equal("/", to);
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync());
        Assert.Equal(HttpStatusCode.Forbidden, (await LoginAsync(_portal.Portal.Browser(), SingleSignOnPortal.Administrator, "another horse battery")).StatusCode);
    }
}
