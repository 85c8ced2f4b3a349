using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Figures;

public sealed class ThroughputTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [StoreFact]
    public async Task LastHour_HasAMinuteEach_TheOneUnderWayLast()
    {
        var inbox = _store.AddInbox("support");
        _store.AddAction(inbox, ActionStatus.Synced, syncedAt: TestStore.Now);
        _store.AddAction(inbox, ActionStatus.Synced, syncedAt: TestStore.Now.AddMinutes(-59));
        _store.AddAction(inbox, ActionStatus.Synced, syncedAt: TestStore.Now.AddMinutes(-59).AddTicks(-1));
        _store.Save(new IntakeMinute { InboxId = inbox.Id, Minute = TestStore.Now.AddMinutes(-1), Received = 5 });
        _store.AddError(inbox, at: TestStore.Now.AddSeconds(-1), action: Guid.NewGuid());
        _store.AddError(inbox, LogSeverity.Warning, at: TestStore.Now.AddSeconds(-1), action: Guid.NewGuid());

        var steps = (await RunAsync()).Steps(day: false);

        Assert.Equal(60, steps.Count);
        Assert.Equal((1, 0, 0), (steps[^1].Events, steps[^1].Received, steps[^1].Failed));
        Assert.Equal((0, 5, 1), (steps[^2].Events, steps[^2].Received, steps[^2].Failed));
        Assert.Equal((TestStore.Now.AddMinutes(-59), 1), (steps[0].At, steps[0].Events));
    }

    [StoreFact]
    public async Task LastDay_HasAQuarterEach_OnTheClock()
    {
        var inbox = _store.AddInbox("support");
        _store.AddAction(inbox, ActionStatus.Synced, syncedAt: TestStore.Now);
        _store.AddAction(inbox, ActionStatus.Synced, syncedAt: TestStore.Now.AddMinutes(-1));
        _store.AddAction(inbox, ActionStatus.Synced, syncedAt: TestStore.Now.AddDays(-1).AddMinutes(15));
        _store.AddAction(inbox, ActionStatus.Synced, syncedAt: TestStore.Now.AddDays(-1).AddMinutes(15).AddTicks(-1));

        var steps = (await RunAsync()).Steps(day: true);

        Assert.Equal(96, steps.Count);
        Assert.All(steps, s => Assert.Equal(0, s.At.Minute % 15));
        Assert.Equal((1, 1, 1), (steps[^1].Events, steps[^2].Events, steps[0].Events));
        Assert.Equal(3, steps.Sum(s => s.Events));
    }

    [StoreFact]
    public async Task AnEventThatWasDeletedLater_WasMadeNevertheless()
    {
        var inbox = _store.AddInbox("support");
        var action = _store.AddAction(inbox, ActionStatus.Synced);
        await _store.Store.WriteAsync(
            async (db, token) => (await db.FindAsync<SyncAction>([action.Seq], token))!.Cancel(TestStore.Now), CancellationToken.None);

        Assert.Equal(1, (await RunAsync()).Steps(day: false)[^1].Events);
    }

    [StoreFact]
    public async Task Incidents_AreTheConnectionsOwn_AndOfTheirKind()
    {
        var inbox = _store.AddInbox("support");
        _store.AddError(inbox, category: LogCategory.Authorization, code: "invalid_grant", at: TestStore.Now.AddMinutes(-30));
        _store.AddError(inbox, LogSeverity.Warning, LogCategory.Limit, "REQUEST_LIMIT_EXCEEDED", TestStore.Now.AddMinutes(-20));
        _store.AddError(inbox, LogSeverity.Warning, LogCategory.Limit, OwnCodes.ApiBudgetReached, TestStore.Now.AddMinutes(-15));
        _store.AddError(inbox, category: LogCategory.Limit, at: TestStore.Now.AddMinutes(-10), action: Guid.NewGuid());
        _store.AddError(inbox, category: LogCategory.Authorization, at: TestStore.Now.AddDays(-2));

        var incidents = (await RunAsync()).Incidents;

        Assert.Equal([IncidentKind.Authorization, IncidentKind.Limit, IncidentKind.Budget], incidents.Select(i => i.Kind));
    }

    private async Task<ThroughputView> RunAsync() => (await new GetDashboard(
        _store.Store, new FakeTimeProvider(TestStore.Now), new SyncSettings()).RunAsync(CancellationToken.None)).Throughput;
}
