using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Accounts.People;

public sealed class InvitationTests : IDisposable
{
    private const string Password = "correct horse battery";

    private readonly PeopleFixture _people = new();

    private AcceptInvitation Accept => _people.Get<AcceptInvitation>();

    public void Dispose() => _people.Dispose();

    [StoreFact]
    public async Task Invite_NewPerson_GivesALinkOfPublicUrlThatMakesTheirAccount()
    {
        var link = await InviteAsync("New@example.com", AccountRole.Support);

        Assert.StartsWith("https://sync.example.com/invitation#token=", link.Url.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(PeopleFixture.Now + TimeSpan.FromHours(72), link.ExpiresAt);
        Assert.Equal("New@example.com", await Accept.FindAsync(PeopleFixture.TokenOf(link), default));
        var outcome = await Accept.RunAsync(PeopleFixture.TokenOf(link), Password, "192.0.2.1", default);

        Assert.Equal(AccountRole.Support, outcome.Value!.Role);
        Assert.NotNull(await _people.Get<AccountService>().VerifyAsync("new@example.com", Password, default));
        Assert.False(_people.Read(db => db.Invitations.Any()));
    }

    [StoreFact]
    public async Task Invite_Token_IsKeptAsAHashAlone()
    {
        var token = PeopleFixture.TokenOf(await InviteAsync("new@example.com"));

        Assert.True(token.Length >= 43);
        var kept = _people.Read(db => db.Invitations.Single());
        Assert.Equal(SecretToken.HashOf(token), kept.TokenHash);
        Assert.DoesNotContain(_people.Audit(), e => (e.About + e.DetailsJson).Contains(token, StringComparison.Ordinal));
    }

    [StoreFact]
    public async Task Accept_ManyAtOnce_WorksForOne()
    {
        var token = PeopleFixture.TokenOf(await InviteAsync("new@example.com"));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Accept.RunAsync(token, Password, null, default))));

        Assert.Single(outcomes, o => o.Fault is null);
        Assert.Equal(3, outcomes.Count(o => o.Fault is CommandFault.LinkUnusable));
    }

    [StoreFact]
    public async Task Accept_AfterThreeDays_IsRefused()
    {
        var token = PeopleFixture.TokenOf(await InviteAsync("new@example.com"));
        _people.Clock.Advance(InviteUser.Lifetime);

        Assert.Null(await Accept.FindAsync(token, default));
        Assert.Equal(CommandFault.LinkUnusable, (await Accept.RunAsync(token, Password, null, default)).Fault);
    }

    [StoreFact]
    public async Task Accept_WeakPassword_LeavesTheLinkWorking()
    {
        var token = PeopleFixture.TokenOf(await InviteAsync("new@example.com"));

        Assert.Equal(CommandFault.PasswordTooShort, (await Accept.RunAsync(token, "short", null, default)).Fault);
        Assert.Null((await Accept.RunAsync(token, Password, null, default)).Fault);
    }

    [StoreFact]
    public async Task Invite_Again_ReplacesTheLinkBefore()
    {
        var first = PeopleFixture.TokenOf(await InviteAsync("new@example.com"));
        var second = PeopleFixture.TokenOf(await InviteAsync("NEW@example.com", AccountRole.Administrator));

        Assert.Equal(CommandFault.LinkUnusable, (await Accept.RunAsync(first, Password, null, default)).Fault);
        Assert.Equal(AccountRole.Administrator, (await Accept.RunAsync(second, Password, null, default)).Value!.Role);
    }

    [StoreFact]
    public async Task Withdraw_Invitation_EndsItsLink()
    {
        var token = PeopleFixture.TokenOf(await InviteAsync("new@example.com"));
        var id = _people.Read(db => db.Invitations.Single().Id);

        Assert.Null(await _people.Get<WithdrawInvitation>().RunAsync(_people.SignIn(), id, default));

        Assert.Equal(CommandFault.LinkUnusable, (await Accept.RunAsync(token, Password, null, default)).Fault);
        Assert.Equal(CommandFault.NotFound, await _people.Get<WithdrawInvitation>().RunAsync(_people.SignIn(), id, default));
    }

    [StoreFact]
    public async Task Invite_WhoHasAnAccountOrNoAddress_IsRefused()
    {
        var admin = _people.SignIn(email: "admin@example.com");

        Assert.Equal(CommandFault.EmailTaken, (await _people.Get<InviteUser>().RunAsync(admin, " ADMIN@example.com", AccountRole.Support, default)).Fault);
        Assert.Equal(CommandFault.EmailInvalid, (await _people.Get<InviteUser>().RunAsync(admin, "nobody", AccountRole.Support, default)).Fault);
        Assert.Empty(_people.Audit());
    }

    [StoreFact]
    public async Task Accept_WhoGotAnAccountMeanwhile_IsRefusedAlike()
    {
        var token = PeopleFixture.TokenOf(await InviteAsync("new@example.com"));
        _people.SignIn(AccountRole.Support, "new@example.com");

        Assert.Equal(CommandFault.LinkUnusable, (await Accept.RunAsync(token, Password, null, default)).Fault);
    }

    [StoreFact]
    public async Task Audit_TellsWhoInvitedWhomAndWhoCame()
    {
        var token = PeopleFixture.TokenOf(await InviteAsync("new@example.com"));
        await Accept.RunAsync(token, Password, "192.0.2.7", default);

        Assert.Collection(
            _people.Audit(),
            e => Assert.Equal((AuditAct.AccountInvited, "new@example.com", """{"role":"Support"}"""), (e.Act, e.About, e.DetailsJson)),
            e => Assert.Equal((AuditAct.AccountCreated, "new@example.com", "192.0.2.7"), (e.Act, e.Actor, e.Address)));
    }

    private async Task<NewLink> InviteAsync(string email, AccountRole role = AccountRole.Support) =>
        (await _people.Get<InviteUser>().RunAsync(_people.SignIn(), email, role, default)).Value!;
}
