using RelationSync.Portal.Access;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Accounts.People;

public sealed class ResetPasswordTests : IDisposable
{
    private const string Password = "another horse battery";

    private readonly PeopleFixture _people = new();

    private ResetPassword Reset => _people.Get<ResetPassword>();

    public void Dispose() => _people.Dispose();

    [StoreFact]
    public async Task Reset_ByALink_SetsThePasswordAndEndsEverySession()
    {
        var other = _people.SignIn(AccountRole.Support, "other@example.com");
        var token = PeopleFixture.TokenOf(await LinkAsync(other.AccountId()!.Value));

        Assert.Null((await Reset.RunAsync(token, Password, "192.0.2.1", default)).Fault);

        Assert.NotNull(await _people.Get<AccountService>().VerifyAsync("other@example.com", Password, default));
        Assert.Null(await _people.Get<AccountSessions>().FindAsync(other, default));
        var entry = _people.Audit()[^1];
        Assert.Equal((AuditAct.PasswordChanged, "other@example.com", "192.0.2.1"), (entry.Act, entry.Actor, entry.Address));
    }

    [StoreFact]
    public async Task Reset_ManyAtOnce_WorksForOne()
    {
        var token = PeopleFixture.TokenOf(await LinkAsync(_people.SignIn(AccountRole.Support).AccountId()!.Value));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Reset.RunAsync(token, Password, null, default))));

        Assert.Single(outcomes, o => o.Fault is null);
        Assert.Equal(3, outcomes.Count(o => o.Fault is CommandFault.LinkUnusable));
    }

    [StoreFact]
    public async Task Reset_ByALinkThatIsOldReplacedOrUnknown_IsRefusedAlike()
    {
        var id = _people.SignIn(AccountRole.Support).AccountId()!.Value;
        var (replaced, old) = (PeopleFixture.TokenOf(await LinkAsync(id)), PeopleFixture.TokenOf(await LinkAsync(id)));

        Assert.Equal(CommandFault.LinkUnusable, (await Reset.RunAsync(replaced, Password, null, default)).Fault);
        Assert.Equal(CommandFault.LinkUnusable, (await Reset.RunAsync("unknown", Password, null, default)).Fault);
        _people.Clock.Advance(ResetTokens.Lifetime);
        Assert.Equal(CommandFault.LinkUnusable, (await Reset.RunAsync(old, Password, null, default)).Fault);
    }

    [StoreFact]
    public async Task OwnPassword_Changed_EndsSessionsAndLinks()
    {
        var user = _people.SignIn(AccountRole.Support, "user@example.com");
        var token = PeopleFixture.TokenOf(await LinkAsync(user.AccountId()!.Value));

        var outcome = await _people.Get<OwnAccount>().SetPasswordAsync(user, Password, default);

        Assert.Null(outcome.Fault);
        Assert.Null(await Reset.FindAsync(token, default));
        Assert.Equal(CommandFault.NotAllowed, (await _people.Get<OwnAccount>().SetPasswordAsync(user, Password, default)).Fault);
        Assert.Equal(AuditAct.PasswordChanged, _people.Audit()[^1].Act);
    }

    [StoreFact]
    public async Task OwnPassword_Weak_IsRefused() => Assert.Equal(
        CommandFault.PasswordTooCommon,
        (await _people.Get<OwnAccount>().SetPasswordAsync(_people.SignIn(AccountRole.Support, "someone@example.com"), "someone@example.com", default)).Fault);

    private async Task<NewLink> LinkAsync(Guid id) => (await _people.Get<MakeResetLink>().RunAsync(_people.SignIn(), id, default)).Value!;
}
