using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Connections;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Hosting;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Sync;

namespace RelationSync.Benchmarks.Harness;

/// <summary>The portal's own intake, store, client and drain in this process, without its pages; drained when told to.</summary>
internal sealed class Outbox : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly string _folder = Directory.CreateTempSubdirectory("relationsync-bench-").FullName;

    private Outbox(StoreTarget? store)
    {
        var target = store ?? StoreTarget.File(Path.Combine(_folder, "bench.db"));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Store:Provider"] = target.Provider.ToString(),
            ["ConnectionStrings:RelationSync"] = target.ConnectionString,
            ["Sync:SendCancelGrace"] = "00:00:00",
            ["Sync:ReorderGrace"] = "00:00:00",
            ["Sync:RetryBaseDelay"] = "00:00:01",
            ["Salesforce:ClientId"] = "bench",
            ["Salesforce:ClientSecret"] = "bench",
            ["Salesforce:AllowInsecureLoopback"] = "true",
            ["Demo:Enabled"] = "false",
        }).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<IHostEnvironment>(new Production());
        services.AddLogging(l => l.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning));
        services.AddSingleton(TimeProvider.System);
        services.AddPortalOptions();
        services.AddStore();
        services.AddSecrets();
        services.AddSalesforce(configuration);
        services.AddWorker(configuration);
        _services = services.BuildServiceProvider();
    }

    private Store Store => _services.GetRequiredService<Store>();

    /// <param name="store">Null: an SQLite file of its own.</param>
    public static async Task<Outbox> CreateAsync(CancellationToken cancellationToken, StoreTarget? store = null)
    {
        var outbox = new Outbox(store);
        await outbox._services.MigrateStoreAsync(cancellationToken);
        return outbox;
    }

    /// <summary>An inbox connected to that org; answers its id.</summary>
    public async Task<long> ConnectAsync(SimulatedOrg org, TargetKind targets, bool linkOpportunities, CancellationToken cancellationToken)
    {
        var box = _services.GetRequiredService<ISecretBox>();
        var now = TimeProvider.System.GetUtcNow();
        var inbox = new Inbox { Key = org.Name, Name = org.Name, TimeZone = "Asia/Tokyo", SecretProtected = "-", SyncFrom = now.AddDays(-30), CreatedAt = now };
        await Store.WriteAsync((db, _) => Task.FromResult(db.Inboxes.Add(inbox)), cancellationToken);
        // Before the write: the first use of a key stores it, which waits for the one writer.
        var token = box.Protect(SecretKind.RefreshToken, org.RefreshToken);
        await Store.WriteAsync(
            (db, _) =>
            {
                var authorization = new Authorization
                {
                    Id = Guid.CreateVersion7(),
                    LoginUrl = org.LoginUrl,
                    RefreshTokenProtected = token,
                    CreatedAt = now,
                };
                db.Authorizations.Add(authorization);
                db.Connections.Add(new Connection
                {
                    Id = Guid.CreateVersion7(),
                    InboxId = inbox.Id,
                    AuthorizationId = authorization.Id,
                    Targets = targets,
                    LinkOpportunities = linkOpportunities,
                    CreatedAt = now,
                });
                return Task.FromResult(true);
            },
            cancellationToken);
        return inbox.Id;
    }

    /// <summary>Takes operations in, as the intake endpoint does.</summary>
    public async Task PostAsync(long inboxId, IEnumerable<string> operations, CancellationToken cancellationToken)
    {
        var intake = _services.GetRequiredService<IOperationIntake>();
        foreach (var request in operations.Chunk(1000))
        {
            var now = TimeProvider.System.GetUtcNow();
            await intake.AcceptAsync(inboxId, [.. request.Select(json => Read(json, now))], cancellationToken);
        }
    }

    /// <summary>One tick of the worker, until all it started is done.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        var coordinator = _services.GetRequiredService<DrainCoordinator>();
        await coordinator.TickAsync(cancellationToken);
        await coordinator.WhenIdleAsync();
    }

    public Task<int> CountAsync(ActionStatus status, CancellationToken cancellationToken) =>
        Store.ReadAsync((db, token) => db.Actions.CountAsync(a => a.Status == status, token), cancellationToken);

    /// <summary>Seconds from the later of trigger and arrival to the Event, of all that are synced (R-T12).</summary>
    public Task<List<double>> LatenciesAsync(CancellationToken cancellationToken) => Store.ReadAsync(
        async (db, token) => (await db.Actions.Where(a => a.SyncedAt != null).Select(a => new { a.TriggerAt, a.ArrivedAt, a.SyncedAt }).ToListAsync(token))
            .ConvertAll(a => (a.SyncedAt!.Value - (a.TriggerAt > a.ArrivedAt ? a.TriggerAt : a.ArrivedAt)).TotalSeconds),
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static IncomingOperation Read(string json, DateTimeOffset now)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        using var document = JsonDocument.Parse(bytes);
        var reading = OperationReader.Read(document.RootElement, now);
        return new IncomingOperation(reading.Operation ?? throw new InvalidOperationException(reading.Faults[0].Message), bytes, now);
    }

    private sealed class Production : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Production;

        public string ApplicationName { get; set; } = "RelationSync.Benchmarks";

        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } = new Microsoft.Extensions.FileProviders.NullFileProvider();
    }
}
