using System.Net;
using System.Security.Claims;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Accounts.SingleSignOn;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Accounts.People;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Accounts.SingleSignOn;

/// <summary>Invited, deleted and unlinked people at the identity provider.</summary>
public sealed class AccountLifeTests : IAsyncLifetime
{
    private const string Email = "new@example.com";

    private SingleSignOnPortal _portal = null!;
    private ClaimsPrincipal _admin = null!;

    public async Task InitializeAsync()
    {
        _portal = await SingleSignOnPortal.StartAsync(
            ("SingleSignOn:CreateAccounts", "true"), ("SingleSignOn:Roles:Support:0", "rs-support"));
        _admin = _portal.Portal.Store.SignIn(AccountRole.Administrator, _portal.Portal.Clock);
        (_portal.Provider.Person["email"], _portal.Provider.Person["roles"]) = (Email, "rs-support");
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task Invited_BySigningIn_AcceptTheInvitation()
    {
        await using var portal = await SingleSignOnPortal.StartAsync();
        var admin = portal.Portal.Store.SignIn(AccountRole.Administrator, portal.Portal.Clock);
        portal.Provider.Person["email"] = Email;
        var invited = await portal.Get<InviteUser>().RunAsync(admin, Email, AccountRole.Responder, default);

        Assert.Equal("/actions", await portal.SignInAsync(portal.Browser()));

        Assert.Equal(AccountRole.Responder, (await portal.FindAsync(Email))?.Role);
        Assert.Null(await portal.Get<AcceptInvitation>().FindAsync(PeopleFixture.TokenOf(invited.Value!), default));
    }

    [Fact]
    public async Task Deleted_StayOut_UntilTheyAreInvitedAgain()
    {
        var browser = _portal.Browser();
        await _portal.SignInAsync(browser);
        Assert.Null(await _portal.Get<DeleteUser>().RunAsync(_admin, (await _portal.FindAsync(Email))!.Id, default));

        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync());
        await _portal.AssertRefusedAsync("account_removed");

        await _portal.Get<InviteUser>().RunAsync(_admin, Email, AccountRole.Support, default);
        Assert.Equal("/actions", await _portal.SignInAsync(_portal.Browser()));
        Assert.NotNull(await _portal.FindAsync(Email));
    }

    [Fact]
    public async Task AddressOfAnotherPerson_IsRefused_UntilTheAccountIsUnlinked()
    {
        var former = _portal.Browser();
        await _portal.SignInAsync(former);
        _portal.Provider.Person["sub"] = "2";

        await _portal.AssertRefusedAsync("account_taken");

        Assert.Null(await _portal.Get<UnlinkSingleSignOn>().RunAsync(_admin, (await _portal.FindAsync(Email))!.Id, default));
        Assert.Equal(HttpStatusCode.Unauthorized, await former.StatusAsync());
        Assert.Equal("/actions", await _portal.SignInAsync(_portal.Browser()));
        Assert.Single(await _portal.AuditAsync(AuditAct.SingleSignOnUnlinked));
    }
}
