using RelationSync.Portal.Live;
using RelationSync.Portal.Storage.Engines;
using RelationSync.Portal.Sync;

namespace RelationSync.Portal.Hosting;

internal static class NodesStartup
{
    /// <summary>What makes this node one of several. On SQLite there is one.</summary>
    public static void AddNodes(this IServiceCollection services, IConfiguration configuration)
    {
        if (!StoreStartup.IsServer(configuration))
        {
            return;
        }

        services.AddSingleton<StoreNotices>();
        services.AddHostedService<CachesFollow>(); // before what feeds it
        services.AddHostedService<ChangeRelay>();
        services.AddHostedService<NodePulse>();
    }
}
