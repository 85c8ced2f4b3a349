using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Notifications;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Intake;

/// <summary>A test operation on its way (R-T15): like any other, but marked, uncounted and without a user made for it.</summary>
public sealed class TestedOperationTests : IDisposable
{
    private const string Id = TestOperation.IdPrefix + "1";

    private readonly SyncHarness _sync = new();

    public void Dispose() => _sync.Dispose();

    [Fact]
    [Trait("Rule", "R-T15")]
    public async Task Test_BecomesAnEventAndIsWithdrawnByACancel()
    {
        await AnnounceAsync(Id);
        await _sync.PostAsync(Sent(Id));

        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal((true, ActionStatus.Synced), Assert.Single(await StatesAsync()));
        Assert.Single(_sync.Org.Events);
        await _sync.CancelSendAsync(Id);
        await _sync.DrainAsync();
        Assert.Empty(_sync.Org.Events);
    }

    [Fact]
    [Trait("Rule", "R-T15")]
    public async Task SendersId_ThatLooksLikeATest_IsNone()
    {
        await _sync.PostAsync(Sent(Id));

        Assert.False(Assert.Single(await StatesAsync()).IsTest);
    }

    [Fact]
    [Trait("Rule", "R-O3")]
    public async Task Test_OfAnUnknownOperator_MakesNoUser()
    {
        var asked = new List<NewUser>();
        _sync.Org.CreateUser = user =>
        {
            asked.Add(user);
            return new UserOutcome("005000000000999AAA", null);
        };
        await AnnounceAsync(Id);
        await _sync.PostAsync(Sent(Id, by: "nobody@example.com"));

        await _sync.PassHoldsAndDrainAsync();

        Assert.Empty(asked);
        Assert.Equal(_sync.Org.Capabilities.UserId, Assert.Single(_sync.Org.Events).Record.OwnerId);
        Assert.Empty(await _sync.Store.ReadAsync((db, token) => db.LogEntries.ToListAsync(token), default));
    }

    [Fact]
    [Trait("Rule", "R-T15")]
    public async Task Test_CountsInNoFigure()
    {
        await AnnounceAsync(Id);
        await _sync.PostAsync(Sent(Id));
        await _sync.PassHoldsAndDrainAsync();
        await AnnounceAsync(Id + "2");
        await _sync.PostAsync(Sent(Id + "2"));
        _sync.Clock.Advance(TimeSpan.FromMinutes(10));

        var dashboard = await new GetDashboard(_sync.Store, _sync.Wall, _sync.Settings).RunAsync(default);
        Assert.Equal((0, 0, 0, 0), (dashboard.Totals.Pending, dashboard.Totals.Waiting, dashboard.Totals.SyncedToday, dashboard.Totals.Failed));
        Assert.Equal((0, 0), (dashboard.Sla.Synced, dashboard.Sla.LateWaiting));
        Assert.Empty(dashboard.Happened);
        var day = Assert.Single((await new GetReconciliation(_sync.Store, _sync.Wall).RunAsync(0, default)).Days);
        Assert.Equal((OperationBalance.None, ActionBalance.None), (day.Operations, day.Actions));
        Assert.Empty(await _sync.Store.ReadAsync(
            (db, _) => Task.FromResult(SlaMisses.Read(db, TimeSpan.FromMinutes(5), 95, _sync.Wall.GetUtcNow())), default));
    }

    [Fact]
    [Trait("Rule", "R-T15")]
    public async Task Test_BesideRealOnes_LeavesTheirFiguresWhole()
    {
        await AnnounceAsync(Id);
        await _sync.PostAllAsync(Sent(Id), Sent("real"));
        await _sync.PassHoldsAndDrainAsync();

        var day = Assert.Single((await new GetReconciliation(_sync.Store, _sync.Wall).RunAsync(0, default)).Days);

        Assert.True(day.AddsUp);
        Assert.Equal((1, 1), (day.Operations.Received, day.Actions.Events));
    }

    private Task AnnounceAsync(string id) => _sync.Store.WriteAsync(
        async (db, token) =>
        {
            var inbox = await db.Inboxes.SingleAsync(token);
            db.Add(new TestOperation
            {
                IdHash = ActionKeys.OfOperation(inbox.Key, id),
                InboxId = inbox.Id,
                ActionId = ActionKeys.OfAction(inbox.Key, Channel.Mail, id, id),
                At = _sync.Wall.GetUtcNow(),
            });
        },
        default);

    private string Sent(string id, string by = "sato@example.com") =>
        $$"""
        {"id":"{{id}}","type":"message.sent","channel":"mail","activity_id":"{{id}}","occurred_at":"{{_sync.Now}}",
         "operator":{"email":"{{by}}"},"data":{"subject":"試し","body":"本文","to":[]} }
        """;

    private Task<List<(bool IsTest, ActionStatus Status)>> StatesAsync() => _sync.Store.ReadAsync(
        async (db, token) => (await db.Actions.ToListAsync(token)).ConvertAll(a => (a.IsTest, a.Status)), default);
}
