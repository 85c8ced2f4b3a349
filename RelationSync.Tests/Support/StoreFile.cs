using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Support;

/// <summary>A real store with all migrations on the engine that the test runs on (<see cref="StoreFactAttribute"/>), gone when disposed.</summary>
internal sealed class StoreFile : IDbContextFactory<RelationSyncDb>, IDisposable
{
    private readonly TestDatabase _database;
    private readonly DbContextOptions<RelationSyncDb> _options;

    /// <param name="earlier">Makes the file that it is opened on.</param>
    public StoreFile(Action<string>? earlier = null)
    {
        _database = new TestDatabase(TestEngine.Current, isEmpty: earlier is not null);
        if (_database.Provider is StoreProvider.Sqlite)
        {
            _options = _database.Options(o => o.AddInterceptors(new SqlitePragmas()));
            if (earlier is not null)
            {
                earlier(ConnectionString);
                using var db = CreateDbContext();
                db.Database.Migrate();
            }
        }
        else
        {
            _options = _database.Options();
        }

        Store = new Store(this);
    }

    /// <summary>Empty on PostgreSQL.</summary>
    public string Path => _database.File;

    public string ConnectionString => _database.ConnectionString;

    public Store Store { get; }

    public RelationSyncDb CreateDbContext() => _database.Create(_options);

    public void Dispose()
    {
        Store.Dispose();
        _database.Dispose();
    }
}
