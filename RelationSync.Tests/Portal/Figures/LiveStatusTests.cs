using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Figures;

public sealed class LiveStatusTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 5, 30, 0, TimeSpan.Zero));
    private readonly Factory _factory = new();
    private readonly Store _store;
    private readonly DrainHeartbeat _heartbeat;
    private readonly ChangeFeed _feed;
    private readonly LiveStatus _status;

    public LiveStatusTests()
    {
        _store = new Store(_factory);
        _heartbeat = new DrainHeartbeat(_time, TimeSpan.FromMinutes(1));
        _feed = LiveFeed.New();
        _status = new LiveStatus(
            _store, new StoreProbe(_store, _time, NullLogger<StoreProbe>.Instance), _heartbeat, _feed, _time, NullLogger<LiveStatus>.Instance);
    }

    public void Dispose()
    {
        _status.Dispose();
        _store.Dispose();
        _factory.Dispose();
    }

    [Fact]
    public async Task Worker_IsLate_AfterThreeDrainsAndNotBefore_AndRecovers()
    {
        _time.Advance(TimeSpan.FromMinutes(3));
        await _status.RefreshAsync();
        Assert.Equal(PortalCondition.Live, _status.Latest.Condition);

        _time.Advance(TimeSpan.FromSeconds(1));
        await _status.RefreshAsync();
        Assert.Equal((PortalCondition.WorkerLate, TimeSpan.FromMinutes(3)), (_status.Latest.Condition, _status.Latest.QuietFor));

        _heartbeat.Beat();
        await _status.RefreshAsync();
        Assert.Equal(PortalCondition.Live, _status.Latest.Condition);
    }

    [Fact]
    [Trait("Rule", "R-E4")]
    public async Task OpenErrors_OfSeveralAttempts_CountTheirActionOnce()
    {
        using var store = new TestStore();
        var inbox = store.AddInbox("support");
        var (failed, synced) = (store.AddAction(inbox, ActionStatus.Failed).Id, store.AddAction(inbox, ActionStatus.Synced).Id);
        store.AddError(inbox, action: failed);
        store.AddError(inbox, action: failed, code: "OTHER");
        store.AddError(inbox, action: synced);
        store.AddError(inbox, category: LogCategory.Authorization);
        await store.ExecuteAsync("""UPDATE "LogEntries" SET "ClosedAt" = 1 WHERE "Seq" = 3""");
        using var status = new LiveStatus(
            store.Store, new StoreProbe(store.Store, _time, NullLogger<StoreProbe>.Instance), _heartbeat, _feed, _time, NullLogger<LiveStatus>.Instance);

        await status.RefreshAsync();

        Assert.Equal(1, status.Latest.OpenErrors);
    }

    [Fact]
    public async Task Store_ThatRefusedAWrite_IsUnwritable_UntilAWriteOfItsOwnGoesThrough()
    {
        _factory.IsReadOnly = true;
        await Assert.ThrowsAnyAsync<SqliteException>(() => _store.WriteAsync((db, token) => db.Settings.ExecuteDeleteAsync(token), CancellationToken.None));
        await _status.RefreshAsync();
        Assert.Equal(PortalCondition.StoreUnwritable, _status.Latest.Condition);

        _factory.IsReadOnly = false;
        await _status.RefreshAsync();
        Assert.Equal(PortalCondition.Live, _status.Latest.Condition);
        Assert.True(_store.IsWritable);
    }

    [Fact]
    public async Task Store_ThatCantBeRead_IsSaidFirst()
    {
        _time.Advance(TimeSpan.FromHours(1));
        _factory.IsGone = true;

        await _status.RefreshAsync();

        Assert.Equal(PortalCondition.StoreUnreadable, _status.Latest.Condition);
    }

    [Fact]
    public async Task Watch_TellsOfAChange_ByTheBeatAlone()
    {
        var told = PortalCondition.Live;
        using var watching = _status.Watch(() =>
        {
            told = _status.Latest.Condition;
            return Task.CompletedTask;
        });
        _time.Advance(TimeSpan.FromMinutes(4));

        await Soon.HoldsAsync(() => told is PortalCondition.WorkerLate);
    }

    /// <summary>A real file that can be taken away, or the right to write it.</summary>
    private sealed class Factory : IDbContextFactory<RelationSyncDb>, IDisposable
    {
        private readonly StoreFile _file = new();

        public bool IsReadOnly { get; set; }

        public bool IsGone { get; set; }

        public RelationSyncDb CreateDbContext() => IsGone
            ? throw new SqliteException("disk I/O error", 10)
            : new(new DbContextOptionsBuilder<RelationSyncDb>().UseSqlite(_file.ConnectionString + (IsReadOnly ? ";Mode=ReadOnly" : "")).Options);

        public void Dispose()
        {
            SqliteConnection.ClearAllPools();
            _file.Dispose();
        }
    }
}
