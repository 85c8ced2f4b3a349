using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Connections;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Connections;

public sealed class BudgetHoldTests : IDisposable
{
    private readonly SyncHarness _sync = new();

    public void Dispose() => _sync.Dispose();

    [StoreFact]
    public async Task Drain_BudgetReached_WaitsWithOneEntryAndIsNotStartedAgain()
    {
        await ReachAsync();
        await _sync.DrainAsync();

        var action = await _sync.ActionAsync();
        Assert.Equal((ActionStatus.Pending, 0), (action.Status, action.Attempts));
        var entry = Assert.Single(await _sync.LogAsync());
        Assert.Equal((LogCategory.Limit, OwnCodes.ApiBudgetReached, LogSeverity.Warning), (entry.Category, entry.Code, entry.Severity));
        var connection = await _sync.ConnectionAsync();
        Assert.Equal(ConnectionState.LimitReached, connection.State);
        Assert.Null(connection.LimitSince);
        Assert.Empty(await _sync.DueWork.ListConnectionsAsync(default));
    }

    [StoreFact]
    public async Task Release_WhenCallsHaveAgedOut_SyncsAndTheNextTimeIsLoggedAnew()
    {
        await ReachAsync();
        await CountAsync(10);
        await ReleaseAsync();
        Assert.NotNull((await _sync.ConnectionAsync()).BudgetSince);

        _sync.Clock.Advance(CallBudget.Day + CallBudget.Quarter);
        await ReleaseAsync();

        Assert.Equal(ConnectionState.Active, (await _sync.ConnectionAsync()).State);
        Assert.Equal(_sync.ConnectionId, Assert.Single(await _sync.DueWork.ListConnectionsAsync(default)).ConnectionId);
        await _sync.DrainAsync();
        Assert.Equal(2, (await _sync.LogAsync()).Count);
        _sync.Org.CallFailure = () => null;
        await _sync.DrainAsync();
        Assert.Equal(ActionStatus.Synced, (await _sync.ActionAsync()).Status);
    }

    [StoreFact]
    public async Task Release_NoBudgetAnyMore_GoesOn()
    {
        await ReachAsync();
        await _sync.Store.WriteAsync((db, token) => db.Connections.ExecuteUpdateAsync(s => s.SetProperty(c => c.ApiBudgetPercent, (int?)null), token), default);

        await ReleaseAsync();

        Assert.Null((await _sync.ConnectionAsync()).BudgetSince);
    }

    private async Task ReachAsync()
    {
        await _sync.Store.WriteAsync(
            async (db, token) =>
            {
                var connection = await db.Connections.Include(c => c.Authorization).SingleAsync(token);
                (connection.ApiBudgetPercent, connection.Authorization.ApiMax) = (1, 1000);
            },
            default);
        _sync.Org.CallFailure = () => new SalesforceFailure(FailureClass.Limit, OwnCodes.ApiBudgetReached, "used up", [], WholeCall: true);
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();
    }

    private async Task CountAsync(int calls) => await _sync.Store.WriteAsync(
        (db, _) => Task.FromResult(db.Add(new ApiCallCount { ConnectionId = _sync.ConnectionId, From = CallBudget.QuarterOf(_sync.Clock.GetUtcNow()), Calls = calls })),
        default);

    private Task ReleaseAsync() =>
        new BudgetHolds(_sync.Store, new ChangeFeed(_sync.Clock, NullLogger<ChangeFeed>.Instance), _sync.Clock).ReleaseAsync(default);
}
