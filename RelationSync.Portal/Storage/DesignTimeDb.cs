using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using RelationSync.Portal.Storage.Engines;

namespace RelationSync.Portal.Storage;

/// <summary>For <c>dotnet ef migrations add NAME --context RelationSyncDb --output-dir Storage/Migrations/Sqlite</c>, which starts no portal.</summary>
internal sealed class DesignTimeDb : IDesignTimeDbContextFactory<RelationSyncDb>
{
    public RelationSyncDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<RelationSyncDb>().UseSqlite("Data Source=design.db").Options);
}

/// <summary>The same for PostgreSQL: <c>--context PostgreSqlDb --output-dir Storage/Migrations/PostgreSql</c>.</summary>
internal sealed class PostgreSqlDesignTimeDb : IDesignTimeDbContextFactory<PostgreSqlDb>
{
    public PostgreSqlDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<RelationSyncDb>().UseNpgsql("Host=localhost;Database=design").Options);
}
