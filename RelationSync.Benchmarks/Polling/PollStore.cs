using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Engines;

namespace RelationSync.Benchmarks.Polling;

/// <summary>A store in a file of its own, gone when disposed. Every seed has an inbox, a connection and a tenant of its own in it.</summary>
internal sealed class PollStore : IDbContextFactory<RelationSyncDb>, IDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly DbContextOptions<RelationSyncDb> _options;

    public PollStore()
    {
        // In memory where there is such a folder: thousands of seeds would wear a disk.
        _folder = Directory.Exists("/dev/shm") ? Directory.CreateDirectory($"/dev/shm/relationsync-poll-{Guid.NewGuid():N}") : Directory.CreateTempSubdirectory("relationsync-poll-");
        var builder = new DbContextOptionsBuilder<RelationSyncDb>();
        Dialect.Of(StoreProvider.Sqlite).Use(builder, $"Data Source={Path.Combine(_folder.FullName, "poll.db")}");
        _options = builder.Options;
        using var db = CreateDbContext();
        db.Database.ExecuteSqlRaw("PRAGMA journal_mode=WAL");
        db.Database.Migrate();
        Store = new Store(this);
    }

    public Store Store { get; }

    public RelationSyncDb CreateDbContext() => Dialect.Of(StoreProvider.Sqlite).CreateContext(_options);

    public void Dispose()
    {
        Store.Dispose();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
