using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Engines;

namespace RelationSync.Benchmarks.Polling;

/// <summary>A store in a file of its own, gone when disposed. Every seed has an inbox, a connection and a tenant of its own in it.</summary>
internal sealed class PollStore : IDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly ServiceProvider _services;

    public PollStore()
    {
        // In memory where there is such a folder: thousands of seeds would wear a disk.
        _folder = Directory.Exists("/dev/shm") ? Directory.CreateDirectory($"/dev/shm/relationsync-poll-{Guid.NewGuid():N}") : Directory.CreateTempSubdirectory("relationsync-poll-");
        ServiceCollection services = new();
        // Of a pool: making a context costs more than most of what is asked of it.
        services.AddPooledDbContextFactory<RelationSyncDb>(options => Dialect.Of(StoreProvider.Sqlite).Use(options, $"Data Source={Path.Combine(_folder.FullName, "poll.db")}"));
        services.AddSingleton(provider => new Store(provider.GetRequiredService<IDbContextFactory<RelationSyncDb>>()));
        _services = services.BuildServiceProvider();
        using var db = _services.GetRequiredService<IDbContextFactory<RelationSyncDb>>().CreateDbContext();
        db.Database.ExecuteSqlRaw("PRAGMA journal_mode=WAL");
        db.Database.Migrate();
        Store = _services.GetRequiredService<Store>();
    }

    public Store Store { get; }

    public void Dispose()
    {
        _services.Dispose();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
