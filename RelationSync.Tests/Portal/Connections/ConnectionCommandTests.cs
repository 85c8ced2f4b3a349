using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Connections;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Connections;

public sealed class ConnectionCommandTests : ConnectionsTests
{
    private static readonly DateTimeOffset Before = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [StoreFact]
    public async Task Pause_Twice_IsAuditedOnceWithWhoAndFromWhere()
    {
        var connection = Fixture.AddConnection(Fixture.AddInbox(), Fixture.Authorization());
        var user = Fixture.SignIn();
        user.ComesFrom("192.0.2.7");

        await Fixture.Get<PauseConnection>().PauseAsync(user, connection.Id, CancellationToken.None);
        await Fixture.Get<PauseConnection>().PauseAsync(user, connection.Id, CancellationToken.None);

        var entry = Assert.Single(Fixture.Read(db => db.AuditEntries.ToList()));
        Assert.Equal((AuditAct.ConnectionPaused, "support", user.AccountId(), "192.0.2.7"), (entry.Act, entry.About, entry.AccountId, entry.Address));
        Assert.Equal(user.Identity!.Name, entry.Actor);
    }

    [StoreFact]
    [Trait("Rule", "R-A1")]
    public async Task Create_SecondConnectionOfAnInbox_IsRefused()
    {
        var inbox = Fixture.AddInbox();
        var connection = Fixture.AddConnection(inbox, Fixture.Authorization());

        var outcome = await CreateAsync(inbox, connection.AuthorizationId);

        Assert.Equal(CommandFault.InboxConnected, outcome.Fault);
        Assert.Equal(1, Fixture.Read(db => db.Connections.Count()));
    }

    [StoreFact]
    [Trait("Rule", "R-T13")]
    public async Task Create_FirstConnection_SyncsFromNow()
    {
        var inbox = Fixture.AddInbox();
        var authorization = Fixture.Authorization();
        Fixture.Save(authorization);
        var now = TimeProvider.System.GetUtcNow();

        Assert.Null((await CreateAsync(inbox, authorization.Id)).Fault);

        Assert.InRange(Fixture.Read(db => db.Inboxes.Single().SyncFrom)!.Value, now, now.AddMinutes(1));
    }

    [StoreFact]
    [Trait("Rule", "R-A4")]
    public async Task Create_AfterAConnectionWhoseActionsWereKept_SyncsFromWhereThatBegan()
    {
        var inbox = Fixture.AddInbox(syncFrom: Before);
        var authorization = Fixture.Authorization();
        Fixture.Save(authorization);

        await CreateAsync(inbox, authorization.Id);

        Assert.Equal(Before, Fixture.Read(db => db.Inboxes.Single().SyncFrom));
    }

    [StoreFact]
    [Trait("Rule", "R-A4")]
    public async Task Create_WithAnAuthorizationThatIsGone_IsRefused()
    {
        var authorization = Fixture.Authorization();
        authorization.GoneAt = Before;
        Fixture.Save(authorization);

        Assert.Equal(CommandFault.AuthorizationGone, (await CreateAsync(Fixture.AddInbox(), authorization.Id)).Fault);
    }

    [StoreFact]
    [Trait("Rule", "R-A2")]
    public async Task Delete_ThenConnectAgain_IsHowTargetsChange()
    {
        var inbox = Fixture.AddInbox();
        var authorization = Fixture.Authorization();
        var connection = Fixture.AddConnection(inbox, authorization);
        var other = Fixture.Authorization();
        Fixture.Save(other);

        await Fixture.Get<DeleteConnection>().RunAsync(Fixture.SignIn(), connection.Id, keepWaiting: true, default);
        var outcome = await CreateAsync(inbox, other.Id);

        Assert.Equal((outcome.Value, TargetKind.Lead, other.Id), Fixture.Read(db => db.Connections.AsEnumerable().Select(c => (c.Id, c.Targets, c.AuthorizationId)).Single()));
    }

    [StoreTheory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Rule", "R-A4")]
    public async Task Delete_KeepsOrDropsWhatWaits(bool keep)
    {
        var inbox = Fixture.AddInbox(syncFrom: Before);
        var connection = Fixture.AddConnection(inbox, Fixture.Authorization());
        ActionStatus[] statuses = [ActionStatus.Half, ActionStatus.Held, ActionStatus.Pending, ActionStatus.Synced, ActionStatus.Failed];
        Fixture.AddActions(inbox, statuses);

        var fault = await Fixture.Get<DeleteConnection>().RunAsync(Fixture.SignIn(), connection.Id, keep, default);

        Assert.Null(fault);
        Assert.False(Fixture.Read(db => db.Connections.Any()));
        Assert.Equal(keep ? Before : null, Fixture.Read(db => db.Inboxes.Single().SyncFrom));
        Assert.Equal(
            keep ? statuses : [ActionStatus.Cancelled, ActionStatus.Cancelled, ActionStatus.Cancelled, ActionStatus.Synced, ActionStatus.Failed],
            Fixture.Read(db => db.Actions.OrderBy(a => a.Seq).Select(a => a.Status).ToList()));
    }

    [StoreFact]
    [Trait("Rule", "R-A4")]
    public async Task Delete_ActionsOfOtherInboxes_Stay()
    {
        var connection = Fixture.AddConnection(Fixture.AddInbox(), Fixture.Authorization());
        Fixture.AddActions(Fixture.AddInbox("other"), ActionStatus.Pending);

        await Fixture.Get<DeleteConnection>().RunAsync(Fixture.SignIn(), connection.Id, keepWaiting: false, default);

        Assert.Equal(ActionStatus.Pending, Fixture.Read(db => db.Actions.Single().Status));
    }

    [StoreFact]
    [Trait("Rule", "R-A3")]
    public async Task Delete_LastConnectionOfAnAuthorization_RevokesItAtSalesforce()
    {
        var (authorization, org) = await Fixture.AuthorizeAsync();
        var first = Fixture.AddConnection(Fixture.AddInbox("first"), authorization);
        var second = Fixture.AddConnection(Fixture.AddInbox("second"), authorization);
        var delete = Fixture.Get<DeleteConnection>();

        await delete.RunAsync(Fixture.SignIn(), first.Id, keepWaiting: true, default);
        Assert.True(await IsGoodAsync(org.LoginUrl, org.RefreshToken));

        await delete.RunAsync(Fixture.SignIn(), second.Id, keepWaiting: true, default);
        Assert.False(await IsGoodAsync(org.LoginUrl, org.RefreshToken));
        Assert.False(Fixture.Read(db => db.Authorizations.Any()));
    }

    [StoreFact]
    [Trait("Rule", "R-A3")]
    public async Task Delete_SalesforceNotReached_DeletesAllTheSame()
    {
        var connection = Fixture.AddConnection(Fixture.AddInbox(), Fixture.Authorization());

        Assert.Null(await Fixture.Get<DeleteConnection>().RunAsync(Fixture.SignIn(), connection.Id, keepWaiting: true, default));
        Assert.False(Fixture.Read(db => db.Authorizations.Any()));
    }

    [StoreFact]
    public async Task Pause_AndResume_StopAndFreeTheConnection()
    {
        var connection = Fixture.AddConnection(Fixture.AddInbox(), Fixture.Authorization());
        var pause = Fixture.Get<PauseConnection>();

        Assert.Null(await pause.PauseAsync(Fixture.SignIn(), connection.Id, default));
        Assert.Equal(ConnectionState.Paused, State());

        Assert.Null(await pause.ResumeAsync(Fixture.SignIn(), connection.Id, default));
        Assert.Equal(ConnectionState.Active, State());
        Assert.Equal(CommandFault.ConnectionGone, await pause.PauseAsync(Fixture.SignIn(), Guid.NewGuid(), default));

        ConnectionState State() => Fixture.Read(db => db.Connections.Include(c => c.Authorization).Single().State);
    }

    private Task<Outcome<Guid>> CreateAsync(Inbox inbox, Guid authorizationId) =>
        Fixture.Get<CreateConnection>().RunAsync(Fixture.SignIn(), inbox.Key, authorizationId, TargetKind.Lead, false, default);

    private static async Task<bool> IsGoodAsync(string loginUrl, string refreshToken)
    {
        using var client = new HttpClient();
        using var form = new FormUrlEncodedContent([new("grant_type", "refresh_token"), new("refresh_token", refreshToken), new("client_id", "test")]);
        using var response = await client.PostAsync(new Uri(loginUrl + "/services/oauth2/token"), form);
        return response.IsSuccessStatusCode;
    }
}
