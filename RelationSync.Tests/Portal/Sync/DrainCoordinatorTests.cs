using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Live;
using RelationSync.Portal.Salesforce;
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
    private readonly SyncHarness _sync = new();
    private readonly BreakableStore _renewals;
    private readonly ServiceProvider _metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTimeProvider _clientTime = new();
    private readonly LogLines _log = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SalesforceFixture _salesforce = null!;
    private DrainCoordinator _coordinator = null!;

    public DrainCoordinatorTests() => _renewals = new BreakableStore(_sync.Contexts);

    public async Task InitializeAsync()
    {
        _salesforce = await SalesforceFixture.StartAsync(configure: services => services.AddSingleton<TimeProvider>(_clientTime));
        var changes = new ChangeFeed(_sync.Wall, NullLogger<ChangeFeed>.Instance);
        _coordinator = new DrainCoordinator(
            _sync.DueWork,
            new ClockRepair(_sync.Store, _sync.Holds, _sync.Settings, _sync.Wall),
            new Leases(_renewals.Store, TimeSpan.FromSeconds(30), _sync.Wall),
            _sync.Sync,
            _salesforce.Get<SalesforceOrgs>(),
            new ApiUsageBook(_sync.Store, _sync.Wall),
            new ApiCallCounter(_sync.Store, _sync.Wall),
            new BudgetHolds(_sync.Store, changes, _sync.Wall),
            _sync.Memory,
            _sync.Settings,
            new DrainMeter(_metrics.GetRequiredService<IMeterFactory>()),
            Options.Create(new WorkerOptions()),
            changes,
            _sync.Wall,
            _log.For<DrainCoordinator>());
        await ConnectAsync();
        await _sync.SendMailAsync();
        _sync.Clock.Advance(TimeSpan.FromSeconds(61));
    }

    public async Task DisposeAsync() => await _salesforce.DisposeAsync();

    public void Dispose()
    {
        _coordinator.Dispose();
        _metrics.Dispose();
        _renewals.Dispose();
        _sync.Dispose();
    }

    [StoreTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lease_LostDuringTheLookUp_NothingIsWritten(bool takenOver)
    {
        _salesforce.Server.Answer = (context, request) => AnswerAsync(context, request, held: !IsWrite(request));
        await BeginAsync();

        await (takenOver ? TakeOverAsync() : BreakRenewalsAsync());
        await EndAsync();

        Assert.DoesNotContain(_salesforce.Server.To("/composite"), IsWrite);
        Assert.Equal(ActionStatus.Pending, (await _sync.ActionAsync()).Status);
    }

    [StoreFact]
    public async Task Lease_NotRenewedDuringAWrite_ItsAnswerIsWaitedForAndStored()
    {
        _salesforce.Server.Answer = (context, request) => AnswerAsync(context, request, held: IsWrite(request));
        await BeginAsync();

        await BreakRenewalsAsync();
        // As long as the client would wait if it were told to stop.
        _clientTime.Advance(SalesforceTransport.StopGrace);
        await EndAsync();

        var action = await _sync.ActionAsync();
        Assert.Equal((ActionStatus.Synced, Samples.EventId(1), WriteCertainty.NotWritten), (action.Status, action.EventId, action.Doubt));
    }

    [StoreFact]
    public async Task Lease_Renewed_TheDrainGoesOn()
    {
        _salesforce.Server.Answer = (context, request) => AnswerAsync(context, request, held: !IsWrite(request));
        await BeginAsync();
        var other = new Leases(_sync.Store, TimeSpan.FromSeconds(30), _sync.Wall);

        for (var i = 0; i < 6; i++)
        {
            var before = await VersionAsync();
            _sync.Clock.Advance(_sync.Leases.RenewEvery);
            await Soon.HoldsAsync(async () => await VersionAsync() > before);
            Assert.Null(await other.AcquireAsync(_sync.ConnectionId, default));
        }

        await EndAsync();
        Assert.Equal(ActionStatus.Synced, (await _sync.ActionAsync()).Status);
    }

    private async Task BeginAsync()
    {
        await _coordinator.TickAsync(default);
        await _asked.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    private async Task EndAsync()
    {
        _answer.SetResult();
        await _coordinator.WhenIdleAsync().WaitAsync(TimeSpan.FromMinutes(1));
    }

    /// <summary>By the clock of another process, which has run on.</summary>
    private async Task TakeOverAsync()
    {
        var clock = new FakeTimeProvider(_sync.Clock.GetUtcNow());
        var other = new Leases(_sync.Store, TimeSpan.FromSeconds(30), clock);
        Assert.Null(await other.AcquireAsync(_sync.ConnectionId, default));
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.NotNull(await other.AcquireAsync(_sync.ConnectionId, default));
        await CutOffAsync();
    }

    private Task BreakRenewalsAsync()
    {
        _renewals.IsBroken = true;
        return CutOffAsync();
    }

    private Task CutOffAsync() => Soon.HoldsAsync(
        () => Task.FromResult(_log.Of<DrainCoordinator>().Any(l => l.Level is LogLevel.Warning)),
        () => _sync.Clock.Advance(_sync.Leases.RenewEvery));

    private Task<long> VersionAsync() => _sync.Store.ReadAsync((db, token) => db.Connections.Select(c => c.LeaseVersion).SingleAsync(token), default);

    private async Task AnswerAsync(HttpContext context, ReceivedRequest request, bool held)
    {
        if (held)
        {
            _asked.TrySetResult();
            await _answer.Task;
        }

        await context.JsonAsync(Answers.Composite([.. Subrequests(request).Select((s, i) => Answers.Result(
            i, s.GetProperty("method").GetString() == "GET" ? Answers.Rows() : $$"""[{"id":"{{Samples.EventId(1)}}","success":true,"errors":[],"created":true}]"""))]));
    }

    private static bool IsWrite(ReceivedRequest request) => Subrequests(request).Any(s => s.GetProperty("method").GetString() != "GET");

    private static List<JsonElement> Subrequests(ReceivedRequest request) =>
        [.. JsonDocument.Parse(request.Body).RootElement.GetProperty("compositeRequest").EnumerateArray()];

    /// <summary>The connection's authorisation has a token for the scripted server; what the org allows, and whose the Event is, is known.</summary>
    private Task ConnectAsync()
    {
        var token = _salesforce.Store[_salesforce.Store.Add(_salesforce.Server.Url + "/acme")];
        return _sync.Store.WriteAsync(
            async (db, cancellationToken) =>
            {
                var authorization = await db.Authorizations.SingleAsync(cancellationToken);
                authorization.CapabilitiesAt = _sync.Clock.GetUtcNow();
                authorization.CapabilitiesJson = StoredCapabilities.Write(
                    new OrgCapabilities(Answers.OrgId, Answers.UserId, true, true, new HashSet<string> { "メール" }, false));
                _salesforce.Store[authorization.Id] = token with { AuthorizationId = authorization.Id };
                _sync.Memory.CacheOf(authorization.Id).KeepOwner("sato@example.com", Answers.UserId);
            },
            default);
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
