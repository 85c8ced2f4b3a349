using Microsoft.EntityFrameworkCore;

namespace RelationSync.Portal.Storage.Engines;

/// <summary>Makes the engine's contexts.</summary>
internal sealed class StoreContexts(DbContextOptions<RelationSyncDb> options, Dialect dialect) : IDbContextFactory<RelationSyncDb>
{
    public RelationSyncDb CreateDbContext() => dialect.CreateContext(options);
}
