using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Connections;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Retention;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Intake;

/// <summary>The portal's button, and test inboxes.</summary>
public sealed class TestOperationsTests : IAsyncLifetime, IDisposable
{
    private readonly IntakePortal _intake = new();

    public async Task InitializeAsync()
    {
        await _intake.StartAsync();
        await _intake.Portal.Store.WriteAsync(
            (db, token) => db.Inboxes.ExecuteUpdateAsync(s => s.SetProperty(i => i.IsTest, true).SetProperty(i => i.SyncFrom, DateTimeOffset.UnixEpoch), token), default);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _intake.Dispose();

    [Fact]
    [Trait("Rule", "R-T15")]
    public async Task Send_ByAnAdministrator_IsATestOfTheirOwn()
    {
        var user = _intake.Portal.Store.SignIn(AccountRole.Administrator, _intake.Portal.Clock);

        var sent = await Tests.SendAsync(user, _intake.Inbox.Id, "", default);

        var action = await _intake.Portal.Store.ReadAsync((db, token) => db.Actions.SingleAsync(token), default);
        Assert.Equal(sent.Value, action.Id);
        Assert.Equal((true, user.Identity!.Name, null), (action.IsTest, action.OperatorEmail, action.CustomerKey));
        Assert.Equal(AuditAct.TestOperationSent, (await _intake.Portal.Store.ReadAsync((db, token) => db.AuditEntries.SingleAsync(token), default)).Act);
    }

    [Fact]
    [Trait("Rule", "R-T15")]
    public async Task Send_Twice_IsRefusedForAMinute()
    {
        var user = _intake.Portal.Store.SignIn(AccountRole.Administrator, _intake.Portal.Clock);
        await Tests.SendAsync(user, _intake.Inbox.Id, "", default);

        Assert.Equal(CommandFault.TestTooSoon, (await Tests.SendAsync(user, _intake.Inbox.Id, "", default)).Fault);
        _intake.Portal.Clock.Advance(TestOperations.Pause);
        Assert.Null((await Tests.SendAsync(user, _intake.Inbox.Id, "tsubasa.ono@mihon.example", default)).Fault);
    }

    [Fact]
    public async Task Send_ToAnInboxWithoutConnection_IsRefused()
    {
        var user = _intake.Portal.Store.SignIn(AccountRole.Administrator, _intake.Portal.Clock);
        var inbox = await _intake.Portal.AddInboxAsync("sales", WebhookSecret.Create());

        Assert.Equal(CommandFault.TestNotConnected, (await Tests.SendAsync(user, inbox.Id, "", default)).Fault);
    }

    [Fact]
    [Trait("Rule", "R-T15")]
    public async Task Withdraw_CancelsTheLastTest()
    {
        var user = _intake.Portal.Store.SignIn(AccountRole.Administrator, _intake.Portal.Clock);
        Assert.Equal(CommandFault.TestMissing, await Tests.WithdrawAsync(user, _intake.Inbox.Id, default));
        await Tests.SendAsync(user, _intake.Inbox.Id, "", default);

        Assert.Null(await Tests.WithdrawAsync(user, _intake.Inbox.Id, default));

        var test = await _intake.Portal.Services.GetRequiredService<GetAction>().FindTestAsync(_intake.Inbox.Id, default);
        Assert.Equal(ActionStatusCodes.Cancelled, test!.Action.Status);
    }

    [Fact]
    [Trait("Rule", "R-T16")]
    public async Task TestInbox_ShowsThePreviewAndCountsNothing()
    {
        await _intake.PostAsync(IntakePortal.Body(_intake.Sent("a"), "{\"id\":\"bad\"}"));
        _intake.Portal.Clock.Advance(TimeSpan.FromMinutes(10));

        var id = await _intake.Portal.Store.ReadAsync((db, token) => db.Actions.Select(a => a.Id).SingleAsync(token), default);
        var detail = await _intake.Portal.Services.GetRequiredService<GetAction>().RunAsync(id, default);
        Assert.Contains("お見積りの件", detail!.Preview!.Subject, StringComparison.Ordinal);
        Assert.True(detail.Action.IsTest);
        var dashboard = await _intake.Portal.Services.GetRequiredService<GetDashboard>().RunAsync(default);
        Assert.Equal((0, 0), (dashboard.Totals.Pending, dashboard.Totals.Waiting));
        Assert.Equal(0, await _intake.Portal.Store.ReadAsync((db, token) => db.IntakeMinutes.CountAsync(token), default));
        Assert.Empty((await _intake.Portal.Services.GetRequiredService<GetReconciliation>().RunAsync(0, default)).Days);
    }

    [Fact]
    [Trait("Rule", "R-T16")]
    public async Task TestInbox_IsErasedAfter24Hours()
    {
        await _intake.PostAsync(IntakePortal.Body(_intake.Sent("a")));
        var run = _intake.Portal.Services.GetRequiredService<RetentionRun>();
        await run.RunAsync(default);
        _intake.Portal.Clock.Advance(TimeSpan.FromHours(23));
        await run.RunAsync(default);
        Assert.Equal((1, 1), await RowsAsync());

        _intake.Portal.Clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        await run.RunAsync(default);

        Assert.Equal((0, 0), await RowsAsync());
    }

    [Fact]
    [Trait("Rule", "R-T16")]
    public async Task TestInbox_IsNeverConnected()
    {
        var user = _intake.Portal.Store.SignIn(AccountRole.Administrator, _intake.Portal.Clock);

        var outcome = await _intake.Portal.Services.GetRequiredService<CreateConnection>()
            .RunAsync(user, "support", Guid.NewGuid(), TargetKind.Both, true, default);

        Assert.Equal(CommandFault.InboxIsTest, outcome.Fault);
    }

    [Fact]
    [Trait("Rule", "R-T16")]
    public async Task CreatedAsATest_TakesWhatIsOld()
    {
        var user = _intake.Portal.Store.SignIn(AccountRole.Administrator, _intake.Portal.Clock);

        await _intake.Portal.Services.GetRequiredService<CreateInbox>().RunAsync(user, "try", "試し", "Asia/Tokyo", true, default);

        var inbox = await _intake.Portal.Store.ReadAsync((db, token) => db.Inboxes.SingleAsync(i => i.Key == "try", token), default);
        Assert.Equal((true, DateTimeOffset.UnixEpoch), (inbox.IsTest, inbox.SyncFrom));
        Assert.True((await _intake.Portal.Services.GetRequiredService<ListInboxes>().RunAsync(default)).Single(i => i.Key == "try").IsTest);
    }

    private TestOperations Tests => _intake.Portal.Services.GetRequiredService<TestOperations>();

    private Task<(int Operations, int Actions)> RowsAsync() => _intake.Portal.Store.ReadAsync(
        async (db, token) => (await db.Operations.CountAsync(token), await db.Actions.CountAsync(token)), default);
}
