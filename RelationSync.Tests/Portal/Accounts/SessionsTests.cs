using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging.Abstractions;
using RelationSync.Portal.Access;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Accounts.People;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Accounts;

public sealed class SessionsTests : IDisposable
{
    private readonly PeopleFixture _people = new();

    public void Dispose() => _people.Dispose();

    public static TheoryData<string> Endings => ["role", "delete", "sessions", "everywhere", "password"];

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task OpenPage_WhoseSessionEnds_LearnsAtOnce(string ending)
    {
        var (admin, viewer, bystander) = (_people.SignIn(), _people.SignIn(), _people.SignIn());
        using var page = Open(viewer);
        using var other = Open(bystander);

        await EndAsync(ending, admin, viewer);

        await Soon.HoldsAsync(async () => (await page.GetAuthenticationStateAsync()).User.Identity?.IsAuthenticated != true);
        Assert.True((await other.GetAuthenticationStateAsync()).User.Identity!.IsAuthenticated);
        Assert.Equal(CommandFault.NotAllowed, (await _people.Get<InviteUser>().RunAsync(viewer, "a@example.com", AccountRole.Support, default)).Fault);
    }

    [Fact]
    public async Task OpenPage_OpenedWithAnEndedSession_IsNobodys()
    {
        var (admin, viewer) = (_people.SignIn(), _people.SignIn());
        await _people.Get<EndSessions>().RunAsync(admin, viewer.AccountId()!.Value, default);

        using var page = Open(viewer);

        await Soon.HoldsAsync(async () => (await page.GetAuthenticationStateAsync()).User.Identity?.IsAuthenticated != true);
    }

    [Fact]
    public async Task Find_WhileTheAccountChanges_RemembersNothingOlder()
    {
        var (sessions, store) = (_people.Get<AccountSessions>(), _people.Store);
        for (var round = 0; round < 30; round++)
        {
            var viewer = _people.SignIn();
            var id = viewer.AccountId()!.Value;
            using var end = new CancellationTokenSource();
            var reading = Task.Run(async () =>
            {
                while (!end.IsCancellationRequested)
                {
                    await sessions.FindAsync(viewer, default);
                    sessions.Invalidate(Guid.Empty);
                }
            });

            await store.WriteAsync(async (db, token) => (await db.Accounts.FindAsync([id], token))!.SecurityStamp = "new", default);
            sessions.Invalidate(id);

            Assert.Null(await sessions.FindAsync(viewer, default));
            await end.CancelAsync();
            await reading;
            Assert.Null(await sessions.FindAsync(viewer, default));
        }
    }

    private SessionRevalidation Open(ClaimsPrincipal viewer)
    {
        var page = new SessionRevalidation(_people.Get<AccountSessions>(), NullLoggerFactory.Instance);
        page.SetAuthenticationState(Task.FromResult(new AuthenticationState(viewer)));
        return page;
    }

    private async Task EndAsync(string ending, ClaimsPrincipal admin, ClaimsPrincipal viewer)
    {
        var id = viewer.AccountId()!.Value;
        var fault = ending switch
        {
            "role" => await _people.Get<ChangeRole>().RunAsync(admin, id, AccountRole.Support, default),
            "delete" => await _people.Get<DeleteUser>().RunAsync(admin, id, default),
            "sessions" => await _people.Get<EndSessions>().RunAsync(admin, id, default),
            "everywhere" => (await _people.Get<OwnAccount>().SignOutEverywhereAsync(viewer, default)).Fault,
            _ => (await _people.Get<OwnAccount>().SetPasswordAsync(viewer, "another horse battery", default)).Fault,
        };
        Assert.Null(fault);
    }
}
