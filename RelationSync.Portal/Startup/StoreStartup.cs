using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Data;

namespace RelationSync.Portal.Startup;

internal static class StoreStartup
{
    /// <summary>The store on the SQLite file of <c>ConnectionStrings:RelationSync</c>.</summary>
    public static void AddStore(this IServiceCollection services, string connectionString)
    {
        services.AddDbContextFactory<RelationSyncDb>(options => options
            .UseSqlite(connectionString)
            .AddInterceptors(new SqlitePragmas()));
        services.AddSingleton<Store>();
    }

    /// <summary>Brings the store to the newest migration.</summary>
    public static async Task MigrateStoreAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<RelationSyncDb>>().CreateDbContextAsync(cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }
}
