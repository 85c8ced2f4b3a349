using System.Security.Claims;
using RelationSync.Portal.Access;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Accounts.People;

public sealed class RoleTests : IDisposable
{
    private readonly PeopleFixture _people = new();

    private ChangeRole Change => _people.Get<ChangeRole>();

    private DeleteUser Delete => _people.Get<DeleteUser>();

    public void Dispose() => _people.Dispose();

    [StoreFact]
    public async Task ChangeRole_OfSomebodyElse_EndsTheirSessions()
    {
        var (admin, other) = (_people.SignIn(), _people.SignIn());

        Assert.Null(await Change.RunAsync(admin, Id(other), AccountRole.Support, default));

        Assert.Null(await _people.Get<AccountSessions>().FindAsync(other, default));
        Assert.Equal(CommandFault.NotAllowed, await Change.RunAsync(other, Id(admin), AccountRole.Support, default));
        var entry = Assert.Single(_people.Audit());
        Assert.Equal((AuditAct.AccountRoleChanged, admin.Identity!.Name, """{"from":"Administrator","to":"Support"}"""), (entry.Act, entry.Actor, entry.DetailsJson));
    }

    [StoreFact]
    public async Task ChangeRole_ToTheSame_ChangesNothing()
    {
        var (admin, other) = (_people.SignIn(), _people.SignIn(AccountRole.Support));

        Assert.Null(await Change.RunAsync(admin, Id(other), AccountRole.Support, default));

        Assert.NotNull(await _people.Get<AccountSessions>().FindAsync(other, default));
        Assert.Empty(_people.Audit());
    }

    [StoreFact]
    public async Task LastAdministrator_CanNeitherGoNorBeDemoted()
    {
        var admin = _people.SignIn();
        _people.SignIn(AccountRole.Support);

        Assert.Equal(CommandFault.LastAdministrator, await Change.RunAsync(admin, Id(admin), AccountRole.Support, default));
        Assert.Equal(CommandFault.LastAdministrator, await Delete.RunAsync(admin, Id(admin), default));
    }

    [StoreFact]
    public async Task Oneself_IsAnothersToDemoteAndDelete()
    {
        var (admin, _) = (_people.SignIn(), _people.SignIn());

        Assert.Equal(CommandFault.Oneself, await Change.RunAsync(admin, Id(admin), AccountRole.Support, default));
        Assert.Equal(CommandFault.Oneself, await Delete.RunAsync(admin, Id(admin), default));
    }

    [StoreFact]
    public async Task TwoAdministrators_TakingEachOthersRoleAtOnce_OneStays()
    {
        for (var round = 0; round < 5; round++)
        {
            var (one, two) = (_people.SignIn(), _people.SignIn());

            var faults = await Task.WhenAll(
                Task.Run(() => Change.RunAsync(one, Id(two), AccountRole.Support, default)),
                Task.Run(() => Delete.RunAsync(two, Id(one), default)));

            Assert.Single(faults, f => f is null);
            Assert.Single(faults, f => f is CommandFault.NotAllowed);
            Assert.Equal(1, _people.Read(db => db.Accounts.Count(a => a.Role == AccountRole.Administrator)));
            var left = _people.Read(db => db.Accounts.Single(a => a.Role == AccountRole.Administrator).Id);
            await _people.Store.WriteAsync(async (db, token) => db.Remove((await db.Accounts.FindAsync([left], token))!), default);
        }
    }

    [StoreFact]
    public async Task Delete_SomebodyElse_EndsTheirSessionsAndLinks()
    {
        var (admin, other) = (_people.SignIn(), _people.SignIn(AccountRole.Support));
        var link = (await _people.Get<MakeResetLink>().RunAsync(admin, Id(other), default)).Value!;

        Assert.Null(await Delete.RunAsync(admin, Id(other), default));

        Assert.Null(await _people.Get<AccountSessions>().FindAsync(other, default));
        Assert.Null(await _people.Get<ResetPassword>().FindAsync(PeopleFixture.TokenOf(link), default));
        Assert.Equal(CommandFault.NotFound, await Delete.RunAsync(admin, Id(other), default));
        Assert.Equal([AuditAct.ResetLinkMade, AuditAct.AccountDeleted], _people.Audit().Select(e => e.Act));
    }

    [StoreFact]
    public async Task EndSessions_OfSomebodyElse_EndsThemAll()
    {
        var (admin, other) = (_people.SignIn(), _people.SignIn(AccountRole.Support));

        Assert.Null(await _people.Get<EndSessions>().RunAsync(admin, Id(other), default));

        Assert.Null(await _people.Get<AccountSessions>().FindAsync(other, default));
        Assert.NotNull(await _people.Get<AccountSessions>().FindAsync(admin, default));
        Assert.Equal(AuditAct.SessionsEnded, Assert.Single(_people.Audit()).Act);
    }

    private static Guid Id(ClaimsPrincipal user) => user.AccountId()!.Value;
}
