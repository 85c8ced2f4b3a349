using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Sync;
using RelationSync.Tests.Portal.Salesforce.Support;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Sync;

/// <summary>A drain whose lease is lost while Salesforce is slow to answer; the client is the real one.</summary>
[Trait("Rule", "R-D1")]
public sealed class DrainCoordinatorTests : IAsyncLifetime, IDisposable
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private BreakableStore _renewals = null!;
    private CoordinatorHarness _harness = null!;

    private SyncHarness Sync => _harness.Sync;

    public async Task InitializeAsync()
    {
        _harness = await CoordinatorHarness.StartAsync(sync => (_renewals = new BreakableStore(sync.Contexts)).Store);
        await Sync.SendMailAsync();
        Sync.Clock.Advance(TimeSpan.FromSeconds(61));
    }

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    public void Dispose() => _renewals.Dispose();

    [StoreTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lease_LostDuringTheLookUp_NothingIsWritten(bool takenOver)
    {
        _harness.Server.Answer = (context, request) => AnswerAsync(context, request, held: !CoordinatorHarness.IsWrite(request));
        await BeginAsync();

        await (takenOver ? TakeOverAsync() : BreakRenewalsAsync());
        await EndAsync();

        Assert.DoesNotContain(_harness.Server.To("/composite"), CoordinatorHarness.IsWrite);
        Assert.Equal(ActionStatus.Pending, (await Sync.ActionAsync()).Status);
    }

    [StoreFact]
    public async Task Lease_NotRenewedDuringAWrite_ItsAnswerIsWaitedForAndStored()
    {
        _harness.Server.Answer = (context, request) => AnswerAsync(context, request, held: CoordinatorHarness.IsWrite(request));
        await BeginAsync();

        await BreakRenewalsAsync();
        // As long as the client would wait if it were told to stop.
        _harness.ClientTime.Advance(SalesforceTransport.StopGrace);
        await EndAsync();

        var action = await Sync.ActionAsync();
        Assert.Equal((ActionStatus.Synced, Samples.EventId(1), WriteCertainty.NotWritten), (action.Status, action.EventId, action.Doubt));
    }

    [StoreFact]
    public async Task Lease_Renewed_TheDrainGoesOn()
    {
        _harness.Server.Answer = (context, request) => AnswerAsync(context, request, held: !CoordinatorHarness.IsWrite(request));
        await BeginAsync();
        var other = new Leases(Sync.Store, TimeSpan.FromSeconds(30), Sync.Wall);

        for (var i = 0; i < 6; i++)
        {
            var before = await VersionAsync();
            Sync.Clock.Advance(Sync.Leases.RenewEvery);
            await Soon.HoldsAsync(async () => await VersionAsync() > before);
            Assert.Null(await other.AcquireAsync(Sync.ConnectionId, default));
        }

        await EndAsync();
        Assert.Equal(ActionStatus.Synced, (await Sync.ActionAsync()).Status);
    }

    private async Task BeginAsync()
    {
        await _harness.Coordinator.TickAsync(default);
        await _asked.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    private async Task EndAsync()
    {
        _answer.SetResult();
        await _harness.Coordinator.WhenIdleAsync().WaitAsync(TimeSpan.FromMinutes(1));
    }

    /// <summary>By the clock of another process, which has run on.</summary>
    private async Task TakeOverAsync()
    {
        var clock = new FakeTimeProvider(Sync.Clock.GetUtcNow());
        var other = new Leases(Sync.Store, TimeSpan.FromSeconds(30), clock);
        Assert.Null(await other.AcquireAsync(Sync.ConnectionId, default));
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.NotNull(await other.AcquireAsync(Sync.ConnectionId, default));
        await CutOffAsync();
    }

    private Task BreakRenewalsAsync()
    {
        _renewals.IsBroken = true;
        return CutOffAsync();
    }

    private Task CutOffAsync() => Soon.HoldsAsync(
        () => Task.FromResult(_harness.Log.Of<DrainCoordinator>().Any(l => l.Level is LogLevel.Warning)),
        () => Sync.Clock.Advance(Sync.Leases.RenewEvery));

    private Task<long> VersionAsync() => Sync.Store.ReadAsync((db, token) => db.Connections.Select(c => c.LeaseVersion).SingleAsync(token), default);

    private async Task AnswerAsync(HttpContext context, ReceivedRequest request, bool held)
    {
        if (held)
        {
            _asked.TrySetResult();
            await _answer.Task;
        }

        await CoordinatorHarness.AnswerAsync(context, request);
    }

    /// <summary>The same database, over a way that can be cut.</summary>
    private sealed class BreakableStore : IDbContextFactory<RelationSyncDb>, IDisposable
    {
        private readonly IDbContextFactory<RelationSyncDb> _contexts;

        public BreakableStore(IDbContextFactory<RelationSyncDb> contexts) => (_contexts, Store) = (contexts, new Store(this));

        public Store Store { get; }

        public bool IsBroken { get; set; }

        public RelationSyncDb CreateDbContext() => IsBroken ? throw new IOException("disk I/O error") : _contexts.CreateDbContext();

        public void Dispose() => Store.Dispose();
    }
}
