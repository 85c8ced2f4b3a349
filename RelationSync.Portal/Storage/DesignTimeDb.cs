using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace RelationSync.Portal.Storage;

/// <summary>For <c>dotnet ef migrations add</c>, which starts no portal.</summary>
internal sealed class DesignTimeDb : IDesignTimeDbContextFactory<RelationSyncDb>
{
    public RelationSyncDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<RelationSyncDb>().UseSqlite("Data Source=design.db").Options);
}
