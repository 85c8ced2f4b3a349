using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Sync;
using RelationSync.Tests.Portal.Salesforce.Support;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Sync;

/// <summary>The coordinator over the outbox on a real store, with the real client and a scripted Salesforce.</summary>
internal sealed class CoordinatorHarness : IAsyncDisposable
{
    private readonly ServiceProvider _metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private SalesforceFixture _salesforce = null!;

    private CoordinatorHarness()
    {
    }

    public SyncHarness Sync { get; } = new();

    public FakeTimeProvider ClientTime { get; } = new();

    public LogLines Log { get; } = new();

    public ScriptedServer Server => _salesforce.Server;

    public DrainCoordinator Coordinator { get; private set; } = null!;

    public Leases Leases { get; private set; } = null!;

    /// <param name="renewals">Makes the store that leases are kept in; null: the outbox's own.</param>
    public static async Task<CoordinatorHarness> StartAsync(Func<SyncHarness, Store>? renewals = null)
    {
        var harness = new CoordinatorHarness();
        await harness.OpenAsync(renewals);
        return harness;
    }

    /// <summary>Answers look-ups with nothing found, and writes with one Event each.</summary>
    public static Task AnswerAsync(HttpContext context, ReceivedRequest request) =>
        context.JsonAsync(Answers.Composite([.. Subrequests(request).Select((s, i) => Answers.Result(
            i, s.GetProperty("method").GetString() == "GET" ? Answers.Rows() : $$"""[{"id":"{{Samples.EventId(1)}}","success":true,"errors":[],"created":true}]"""))]));

    public static bool IsWrite(ReceivedRequest request) => Subrequests(request).Any(s => s.GetProperty("method").GetString() != "GET");

    public async ValueTask DisposeAsync()
    {
        Coordinator.Dispose();
        await _salesforce.DisposeAsync();
        await _metrics.DisposeAsync();
        Sync.Dispose();
    }

    private static List<JsonElement> Subrequests(ReceivedRequest request) =>
        [.. JsonDocument.Parse(request.Body).RootElement.GetProperty("compositeRequest").EnumerateArray()];

    private async Task OpenAsync(Func<SyncHarness, Store>? renewals)
    {
        _salesforce = await SalesforceFixture.StartAsync(configure: services => services.AddSingleton<TimeProvider>(ClientTime));
        Leases = new Leases(renewals?.Invoke(Sync) ?? Sync.Store, TimeSpan.FromSeconds(30), Sync.Wall);
        Coordinator = new DrainCoordinator(
            Sync.DueWork,
            new ClockRepair(Sync.Store, Sync.Holds, Sync.Settings, Sync.Wall),
            Leases,
            Sync.Sync,
            _salesforce.Get<SalesforceOrgs>(),
            new ApiUsageBook(Sync.Store, Sync.Wall),
            new ApiCallCounter(Sync.Store, Sync.Wall),
            new BudgetHolds(Sync.Store, Sync.Changes, Sync.Wall),
            Sync.Memory,
            Sync.Settings,
            new DrainMeter(_metrics.GetRequiredService<IMeterFactory>()),
            Options.Create(new WorkerOptions()),
            Sync.Changes,
            DrainHost.ThreadPool,
            Sync.Wall,
            Log.For<DrainCoordinator>());
        await ConnectAsync();
    }

    /// <summary>The connection's authorisation has a token for the scripted server; what the org allows, and whose the Event is, is known.</summary>
    private Task ConnectAsync()
    {
        var token = _salesforce.Store[_salesforce.Store.Add(_salesforce.Server.Url + "/acme")];
        return Sync.Store.WriteAsync(
            async (db, cancellationToken) =>
            {
                var authorization = await db.Authorizations.SingleAsync(cancellationToken);
                authorization.CapabilitiesAt = Sync.Clock.GetUtcNow();
                authorization.CapabilitiesJson = StoredCapabilities.Write(
                    new OrgCapabilities(Answers.OrgId, Answers.UserId, true, true, new HashSet<string> { "メール" }, false));
                _salesforce.Store[authorization.Id] = token with { AuthorizationId = authorization.Id };
                Sync.Memory.CacheOf(authorization.Id).KeepOwner("sato@example.com", Answers.UserId);
            },
            default);
    }
}
