using RelationSync.Portal.Actions;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Hosting;

internal static class QueryServices
{
    /// <summary>What pages and the API ask of the store.</summary>
    public static IServiceCollection AddQueries(this IServiceCollection services) => services
        .AddSingleton<ListInboxes>()
        .AddSingleton<ListConnections>()
        .AddSingleton<ListSilentInboxes>()
        .AddSingleton<ListRejectedRequests>()
        .AddSingleton<ListRefusals>()
        .AddSingleton<ListRequests>()
        .AddSingleton<ListActions>()
        .AddSingleton<BrowseActions>()
        .AddSingleton<ListOperators>()
        .AddSingleton<ListErrors>()
        .AddSingleton<ListErrorGroups>()
        .AddSingleton<ListErrorEntries>()
        .AddSingleton<ListErrorHistory>()
        .AddSingleton<GetAction>()
        .AddSingleton<GetDashboard>()
        .AddSingleton<GetFirstSteps>()
        .AddSingleton<ListNodes>()
        .AddSingleton<ListIgnored>()
        .AddSingleton<ListOperations>()
        .AddSingleton<GetReconciliation>()
        .AddSingleton<LiveReconciliation>()
        .AddSingleton<LiveFigures>();
}
