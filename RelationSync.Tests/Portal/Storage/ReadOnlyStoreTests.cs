using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Hosting.Health;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Storage;

/// <summary>The store's file turns read-only under a running portal, and back.</summary>
public sealed class ReadOnlyStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);
    private readonly StoreFile _file = new();
    private readonly SwitchedFactory _factory;
    private readonly Store _store;
    private readonly StoreHealth _health;
    private readonly OperationIntake _intake;
    private readonly long _inboxId;

    public ReadOnlyStoreTests()
    {
        var clock = new FakeTimeProvider(Now);
        _factory = new SwitchedFactory(_file);
        _store = new Store(_factory);
        _health = new StoreHealth(_store, new StoreProbe(_store, clock, NullLogger<StoreProbe>.Instance), NullLogger<StoreHealth>.Instance);
        _intake = new OperationIntake(_store, HoldOptions.Default, new ChangeFeed(clock, NullLogger<ChangeFeed>.Instance), clock);
        using var db = _file.CreateDbContext();
        var inbox = new Inbox { Key = "support", Name = "support", TimeZone = "Asia/Tokyo", SecretProtected = "-", SyncFrom = Now.AddDays(-1), CreatedAt = Now };
        db.Inboxes.Add(inbox);
        db.SaveChanges();
        _inboxId = inbox.Id;
    }

    public void Dispose()
    {
        _store.Dispose();
        _file.Dispose();
    }

    [Fact]
    public async Task ReadOnly_IntakeTakesNothing_AndTakesItWhenItCanBeWrittenAgain()
    {
        _factory.IsReadOnly = true;
        var failure = await Assert.ThrowsAnyAsync<Exception>(PostAsync);
        Assert.True(StoreFailures.IsUnwritable(failure));
        Assert.Equal(0, await CountAsync());

        _factory.IsReadOnly = false;
        await PostAsync();
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task ReadOnly_HealthSaysSo_AndSeesTheRecoveryByItself()
    {
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
        _factory.IsReadOnly = true;
        await Assert.ThrowsAnyAsync<Exception>(PostAsync);
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync());

        _factory.IsReadOnly = false;

        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
        Assert.True(_store.IsWritable);
    }

    [Fact]
    public async Task Full_WhileSmallWritesStillFit_IsNotReady_UntilALargeOneFits()
    {
        _factory.MostPages = await PagesAsync() + 20;
        await Assert.ThrowsAnyAsync<Exception>(() => PostAsync(new string('x', 1_000_000)));

        await _store.WriteAsync((db, token) => db.Settings.Where(s => s.Key == "none").ExecuteDeleteAsync(token), default);
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync());
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync());

        _factory.MostPages = null;
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
        await PostAsync(new string('x', 1_000_000));
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task ReadOnly_HealthSaysSo_WithoutAnOperationHavingBeenRefused()
    {
        _factory.IsReadOnly = true;

        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync());
    }

    private Task<long> PagesAsync() => _store.ReadAsync(
        (db, _) =>
        {
            using var pages = new PreparedSql(db, "PRAGMA page_count");
            return Task.FromResult(pages.Read(r => r.GetInt64(0))[0]);
        },
        default);

    private Task PostAsync() => PostAsync("本文");

    private async Task PostAsync(string body)
    {
        var bytes = Encoding.UTF8.GetBytes($$"""
            {"id":"a","type":"message.sent","channel":"mail","activity_id":"a","occurred_at":"2026-11-23T01:00:00Z","operator":{"email":"sato@example.com"},"data":{"body":"{{body}}","to":["a@customer.example"]} }
            """);
        using var document = JsonDocument.Parse(bytes);
        await _intake.AcceptAsync(_inboxId, [new IncomingOperation(OperationReader.Read(document.RootElement, Now).Operation!, bytes, Now)], default);
    }

    private Task<int> CountAsync() => _store.ReadAsync((db, token) => db.Actions.CountAsync(token), default);

    private async Task<HealthStatus> HealthAsync() => (await _health.CheckHealthAsync(new HealthCheckContext())).Status;

    private sealed class SwitchedFactory(StoreFile file) : IDbContextFactory<RelationSyncDb>
    {
        public bool IsReadOnly { get; set; }

        /// <summary>Above that the disk is full.</summary>
        public long? MostPages { get; set; }

        public RelationSyncDb CreateDbContext()
        {
            var db = new RelationSyncDb(new DbContextOptionsBuilder<RelationSyncDb>()
                .UseSqlite(file.ConnectionString + (IsReadOnly ? ";Mode=ReadOnly" : "")).AddInterceptors(new SqlitePragmas()).Options);
            db.Database.OpenConnection();
            using var limit = new PreparedSql(db, $"PRAGMA max_page_count={MostPages ?? 1_000_000_000}");
            limit.Run();
            return db;
        }
    }
}
