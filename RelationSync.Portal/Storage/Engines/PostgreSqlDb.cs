using Microsoft.EntityFrameworkCore;

namespace RelationSync.Portal.Storage.Engines;

/// <summary>The store on PostgreSQL: the same model, with migrations of its own.</summary>
internal sealed class PostgreSqlDb(DbContextOptions<RelationSyncDb> options) : RelationSyncDb(options)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        // Whatever the database's own: texts compare and sort by their bytes, as SQLite's do.
        configurationBuilder.Properties<string>().UseCollation("C");
        configurationBuilder.Properties<string>().HaveConversion<StorableTextConverter>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasPostgresExtension("pg_trgm");
    }
}
