using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Options;

namespace RelationSync.Portal.Data.Engines;

internal sealed partial class PostgreSqlDialect : Dialect
{
    public static readonly PostgreSqlDialect Instance = new();

    private PostgreSqlDialect()
    {
    }

    public override StoreProvider Provider => StoreProvider.PostgreSql;

    public override void Use(DbContextOptionsBuilder options, string connectionString) => options.UseNpgsql(connectionString);

    public override RelationSyncDb CreateContext(DbContextOptions<RelationSyncDb> options) => new PostgreSqlDb(options);
}
