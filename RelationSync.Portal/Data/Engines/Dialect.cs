using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Options;

namespace RelationSync.Portal.Data.Engines;

/// <summary>What EF Core can't say the same way to each engine. SQL that both read stands where it is used.</summary>
public abstract partial class Dialect
{
    public abstract StoreProvider Provider { get; }

    public static Dialect Of(StoreProvider provider) => provider switch
    {
        StoreProvider.Sqlite => SqliteDialect.Instance,
        StoreProvider.PostgreSql => PostgreSqlDialect.Instance,
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "no such engine"),
    };

    /// <summary>Makes these the options of a context on this engine.</summary>
    public abstract void Use(DbContextOptionsBuilder options, string connectionString);

    public abstract RelationSyncDb CreateContext(DbContextOptions<RelationSyncDb> options);
}
