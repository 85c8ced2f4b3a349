using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Figures;
using RelationSync.Tests.Portal.Storage;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Figures;

public sealed class DashboardQueryTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [StoreFact]
    public async Task Sla_MeasuresFromTheLaterOfTriggerAndArrival_ByNearestRank()
    {
        var inbox = _store.AddInbox("support");
        for (var seconds = 1; seconds <= 100; seconds++)
        {
            _store.AddAction(inbox, ActionStatus.Synced, age: TimeSpan.FromSeconds(seconds * 4));
        }

        var sla = (await RunAsync()).Sla;

        Assert.Equal(100, sla.Synced);
        Assert.Equal(74, sla.OnTime);
        Assert.Equal(TimeSpan.FromSeconds(201), sla.Percentile(.50));
        Assert.Equal(TimeSpan.FromSeconds(400), sla.Slowest);
        Assert.Equal(74, sla.Histogram().Sum());
    }

    [StoreFact]
    public async Task Sla_AnActionThatWaitsForTooLong_IsLateAlready()
    {
        var inbox = _store.AddInbox("support");
        _store.AddAction(inbox, ActionStatus.Synced);
        _store.AddAction(inbox, ActionStatus.Pending, age: TimeSpan.FromMinutes(6));
        _store.AddAction(inbox, ActionStatus.Pending, age: TimeSpan.FromMinutes(4));

        var sla = (await RunAsync()).Sla;

        Assert.Equal((1, 1, 0.5), (sla.Late, sla.LateWaiting, sla.Share));
    }

    [StoreFact]
    public async Task Today_BeginsAtMidnightInTokyo_OfAConnectionAtItsOwn()
    {
        var tokyo = _store.AddInbox("tokyo");
        var london = _store.AddInbox("london", "Europe/London");
        _store.AddConnection(tokyo);
        _store.AddConnection(london);
        foreach (var inbox in new[] { tokyo, london })
        {
            _store.AddAction(inbox, ActionStatus.Synced, syncedAt: new DateTimeOffset(2026, 11, 23, 14, 59, 59, TimeSpan.Zero));
            _store.AddAction(inbox, ActionStatus.Synced, syncedAt: new DateTimeOffset(2026, 11, 23, 15, 0, 0, TimeSpan.Zero));
            _store.AddAction(inbox, ActionStatus.Synced, syncedAt: new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero));
        }

        var view = await RunAsync();

        Assert.Equal(4, view.Totals.SyncedToday);
        Assert.Equal(2, view.Connections.Single(c => c.Inbox.Key == "tokyo").Counts.SyncedToday);
        Assert.Equal(1, view.Connections.Single(c => c.Inbox.Key == "london").Counts.SyncedToday);
        Assert.Equal(0, view.SyncedYesterday);
    }

    [StoreFact]
    public async Task Counts_HeldBecomesPendingWhenItIsDue()
    {
        var inbox = _store.AddInbox("support");
        _store.AddAction(inbox, ActionStatus.Held, due: TimeSpan.Zero);
        _store.AddAction(inbox, ActionStatus.Held, due: TimeSpan.FromTicks(1));
        _store.AddAction(inbox, ActionStatus.Half);
        _store.AddAction(inbox, ActionStatus.Cancelled);

        var totals = (await RunAsync()).Totals;

        Assert.Equal((1, 2), (totals.Pending, totals.Waiting));
    }

    private Task<DashboardView> RunAsync() => new GetDashboard(
        _store.Store, new FakeTimeProvider(TestStore.Now), new SyncSettings()).RunAsync(CancellationToken.None);
}
