using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Hosting.Demo;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Engines;

namespace RelationSync.Portal.Hosting;

internal static class StoreStartup
{
    /// <summary>The store of <c>ConnectionStrings:RelationSync</c> on the engine of <c>Store:Provider</c>; or demo mode's, which is always a file.</summary>
    public static void AddStore(this IServiceCollection services)
    {
        services.AddSingleton(provider => new StoreLocation(
            provider.GetRequiredService<IOptions<StoreOptions>>().Value, provider.GetRequiredService<IOptions<DemoOptions>>().Value.IsOn));
        services.AddStore(
            provider => provider.GetRequiredService<StoreLocation>().ConnectionString,
            provider => provider.GetRequiredService<StoreLocation>().Provider);
    }

    /// <summary>Whether the store is a server's, which several nodes may share, and not demo mode's file; needed before options are.</summary>
    internal static bool IsServer(IConfiguration configuration)
    {
        var isDemo = configuration[$"{DemoOptions.Section}:{nameof(DemoOptions.Enabled)}"] is { Length: > 0 } given
            ? bool.TryParse(given, out var on) && on
            : Environments.Development.Equals(configuration[HostDefaults.EnvironmentKey], StringComparison.OrdinalIgnoreCase);
        return !isDemo
            && Enum.TryParse<StoreProvider>(configuration[$"{StoreOptions.ProviderSection}:{nameof(StoreOptions.Provider)}"], ignoreCase: true, out var provider)
            && provider is StoreProvider.PostgreSql;
    }

    /// <summary>The store on an SQLite file.</summary>
    public static void AddStore(this IServiceCollection services, string connectionString) => services.AddStore(_ => connectionString, _ => StoreProvider.Sqlite);

    /// <summary>Brings the store to the newest migration.</summary>
    public static Task MigrateStoreAsync(this IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<IStoreMigration>().RunAsync(cancellationToken);

    private static void AddStore(this IServiceCollection services, Func<IServiceProvider, string> connectionString, Func<IServiceProvider, StoreProvider> engine)
    {
        services.AddSingleton<StoreAnchor>();
        services.AddSingleton(provider => Dialect.Of(engine(provider)));
        services.AddDbContextFactory<RelationSyncDb, StoreContexts>((provider, options) =>
        {
            var dialect = provider.GetRequiredService<Dialect>();
            dialect.Use(options, connectionString(provider));
            if (dialect.Provider is StoreProvider.Sqlite)
            {
                options.AddInterceptors(new SqlitePragmas(provider.GetRequiredService<StoreAnchor>()));
            }
        });
        services.AddSingleton(provider => new Store(provider.GetRequiredService<IDbContextFactory<RelationSyncDb>>(), provider.GetRequiredService<StoreAnchor>()));
        services.AddSingleton<FormerStore>();
        services.AddSingleton<IStoreMigration>(provider => provider.GetRequiredService<Dialect>().Provider is StoreProvider.Sqlite
            ? ActivatorUtilities.CreateInstance<StoreMigration>(provider)
            : ActivatorUtilities.CreateInstance<PostgreSqlMigration>(provider));
    }
}
