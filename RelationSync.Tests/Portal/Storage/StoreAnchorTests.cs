using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Storage;

/// <summary>The store's files are deleted, moved or replaced under the running portal: nothing is acknowledged into a file that no restart finds.</summary>
public sealed class StoreAnchorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("relationsync-anchor-").FullName;
    private readonly StoreAnchor _anchor = new();
    private readonly Factory _factory;
    private readonly Store _store;
    private readonly StoreProbe _probe;

    public StoreAnchorTests()
    {
        _factory = new Factory(File, _anchor);
        using (var db = _factory.CreateDbContext())
        {
            db.Database.Migrate();
        }

        _anchor.Hold(_factory.ConnectionString);
        _store = new Store(_factory, _anchor);
        _probe = new StoreProbe(_store, TimeProvider.System, NullLogger<StoreProbe>.Instance, _anchor);
    }

    private string File => Path.Combine(_folder, "store.db");

    private string Away => Path.Combine(_folder, "away.db");

    public void Dispose()
    {
        _store.Dispose();
        _anchor.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Deleted_NothingIsTakenOrRead_AndTheProbeSaysSo()
    {
        await SetAsync("before");
        System.IO.File.Delete(File);

        await AssertLostAsync();

        Assert.Contains("is gone", await _probe.LookAsync(default), StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task Moved_AndPutBack_GoesOnByItselfWithAllThatWasTaken()
    {
        await SetAsync("before");
        System.IO.File.Move(File, Away);
        await AssertLostAsync();
        Assert.NotNull(await _probe.LookAsync(default));

        System.IO.File.Move(Away, File);

        Assert.Null(await _probe.LookAsync(default));
        await SetAsync("after");
        Assert.Equal(["after", "before"], await KeysAsync());
    }

    [Fact]
    public async Task ReplacedByAnotherStore_IsLeftAlone_AndRefusedUntilTheFormerIsBack()
    {
        await SetAsync("before");
        var other = Path.Combine(_folder, "other.db");
        using (var db = new Factory(other, null).CreateDbContext())
        {
            db.Database.Migrate();
        }

        SqliteConnection.ClearAllPools();
        System.IO.File.Move(File, Away);
        System.IO.File.Move(other, File);
        var bytes = await System.IO.File.ReadAllBytesAsync(File);

        await AssertLostAsync();
        Assert.Contains("restart", await _probe.LookAsync(default), StringComparison.Ordinal);
        Assert.Equal(bytes, await System.IO.File.ReadAllBytesAsync(File));

        System.IO.File.Delete(File);
        System.IO.File.Move(Away, File);
        Assert.Null(await _probe.LookAsync(default));
        Assert.Equal(["before"], await KeysAsync());
    }

    [Fact]
    public async Task DeletedWithinACommit_TheCommitIsNotAcknowledged()
    {
        var failure = await Assert.ThrowsAsync<StoreLostException>(() => _store.WriteAsync(
            (db, _) =>
            {
                db.Add(new Setting { Key = "within", Value = "" });
                System.IO.File.Delete(File);
                return Task.CompletedTask;
            },
            default));

        Assert.True(StoreFailures.IsUnwritable(failure));
        Assert.False(_store.IsWritable);
    }

    [Theory]
    [InlineData("-wal")]
    [InlineData("-shm")]
    public async Task LogDeleted_NothingMoreIsTaken_AndARestartFindsAllThatWas(string companion)
    {
        await SetAsync("before");
        System.IO.File.Delete(File + companion);

        await AssertLostAsync();

        // What a killed process leaves: the files as they are.
        var left = Path.Combine(_folder, "left.db");
        System.IO.File.Copy(File, left);
        await using var db = new Factory(left, null).CreateDbContext();
        Assert.Equal(1, await db.Settings.CountAsync(s => s.Key == "before"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OverwrittenInPlace_ByAnEarlierCopyOrAnotherStore_NothingIsTaken(bool earlier)
    {
        var copy = Path.Combine(_folder, "copy.db");
        if (earlier)
        {
            await _store.ReadAsync((db, token) => db.Database.ExecuteSqlAsync($"VACUUM INTO {copy}", token), default);
            await SetAsync(new string('x', 1_000_000));
            await _store.ReadAsync((db, token) => db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", token), default);
            Assert.Null(_anchor.Loss());
        }
        else
        {
            using (var db = new Factory(copy, null).CreateDbContext())
            {
                db.Database.Migrate();
            }

            SqliteConnection.ClearAllPools();
        }

        await System.IO.File.WriteAllBytesAsync(File, await System.IO.File.ReadAllBytesAsync(copy));

        await AssertLostAsync();
        Assert.Contains("overwritten", await _probe.LookAsync(default), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Idle_ItsFilesAreNeverMadeAnew()
    {
        SqliteConnection.ClearAllPools();
        Assert.Null(_anchor.Loss());
        await SetAsync("a");
        SqliteConnection.ClearAllPools();

        await SetAsync("b");

        Assert.Null(_anchor.Loss());
    }

    private async Task AssertLostAsync()
    {
        await Assert.ThrowsAsync<StoreLostException>(() => SetAsync("lost"));
        await Assert.ThrowsAsync<StoreLostException>(KeysAsync);
    }

    private Task<Microsoft.EntityFrameworkCore.ChangeTracking.EntityEntry<Setting>> SetAsync(string key) => _store.WriteAsync((db, _) => Task.FromResult(db.Add(new Setting { Key = key, Value = "" })), default);

    private Task<List<string>> KeysAsync() => _store.ReadAsync(
        (db, token) => db.Settings.Select(s => s.Key).Where(k => k != Setting.WriteProbe).OrderBy(k => k).ToListAsync(token), default);

    private sealed class Factory(string file, StoreAnchor? anchor) : IDbContextFactory<RelationSyncDb>
    {
        public string ConnectionString => $"Data Source={file}";

        public RelationSyncDb CreateDbContext() => new(new DbContextOptionsBuilder<RelationSyncDb>().UseSqlite(ConnectionString).AddInterceptors(new SqlitePragmas(anchor)).Options);
    }
}
