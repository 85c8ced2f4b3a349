using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Options;

namespace RelationSync.Portal.Data.Engines;

internal sealed partial class SqliteDialect : Dialect
{
    public static readonly SqliteDialect Instance = new();

    private SqliteDialect()
    {
    }

    public override StoreProvider Provider => StoreProvider.Sqlite;

    public override void Use(DbContextOptionsBuilder options, string connectionString) => options.UseSqlite(connectionString);

    public override RelationSyncDb CreateContext(DbContextOptions<RelationSyncDb> options) => new(options);
}
