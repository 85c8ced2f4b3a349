using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Support;

/// <summary>A real SQLite file with all migrations, gone when disposed.</summary>
internal sealed class StoreFile : IDbContextFactory<RelationSyncDb>, IDisposable
{
    private readonly DbContextOptions<RelationSyncDb> _options;

    /// <param name="earlier">What was there before the migrations that are new to it.</param>
    public StoreFile(Action<RelationSyncDb>? earlier = null)
    {
        _options = new DbContextOptionsBuilder<RelationSyncDb>().UseSqlite(ConnectionString).AddInterceptors(new SqlitePragmas()).Options;
        using var db = CreateDbContext();
        earlier?.Invoke(db);
        db.Database.Migrate();
        Store = new Store(this);
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"relationsync-test-{Guid.NewGuid():N}.db");

    public string ConnectionString => $"Data Source={Path}";

    public Store Store { get; }

    public RelationSyncDb CreateDbContext() => new(_options);

    public void Dispose()
    {
        Store.Dispose();
        using (var connection = new SqliteConnection(ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        foreach (var file in new[] { Path, Path + "-wal", Path + "-shm" })
        {
            File.Delete(file);
        }
    }
}
