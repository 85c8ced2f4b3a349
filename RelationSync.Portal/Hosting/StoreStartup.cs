using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Hosting.Demo;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting;

internal static class StoreStartup
{
    /// <summary>The store on the SQLite file of <c>ConnectionStrings:RelationSync</c>, or demo mode's.</summary>
    public static void AddStore(this IServiceCollection services)
    {
        services.AddSingleton(provider => new StoreLocation(
            provider.GetRequiredService<IOptions<StoreOptions>>().Value.RelationSync, provider.GetRequiredService<IOptions<DemoOptions>>().Value.IsOn));
        services.AddStore(provider => provider.GetRequiredService<StoreLocation>().ConnectionString);
    }

    /// <summary>The store on an SQLite file.</summary>
    public static void AddStore(this IServiceCollection services, string connectionString) => services.AddStore(_ => connectionString);

    /// <summary>Brings the store to the newest migration.</summary>
    public static Task MigrateStoreAsync(this IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<StoreMigration>().RunAsync(cancellationToken);

    private static void AddStore(this IServiceCollection services, Func<IServiceProvider, string> connectionString)
    {
        services.AddSingleton<StoreAnchor>();
        services.AddDbContextFactory<RelationSyncDb>((provider, options) => options
            .UseSqlite(connectionString(provider))
            .AddInterceptors(new SqlitePragmas(provider.GetRequiredService<StoreAnchor>())));
        services.AddSingleton(provider => new Store(provider.GetRequiredService<IDbContextFactory<RelationSyncDb>>(), provider.GetRequiredService<StoreAnchor>()));
        services.AddSingleton<StoreMigration>();
    }
}
