using Microsoft.EntityFrameworkCore;

namespace RelationSync.Portal.Data.Engines;

/// <summary>The store on PostgreSQL: the same model, with migrations of its own.</summary>
internal sealed class PostgreSqlDb(DbContextOptions<RelationSyncDb> options) : RelationSyncDb(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasPostgresExtension("pg_trgm");
    }
}
