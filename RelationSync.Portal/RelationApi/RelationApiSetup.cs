using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.RelationApi;

internal static class RelationApiSetup
{
    /// <summary>The reader of Re:lation's API; the caller also starts <see cref="RelationApiJob"/>.</summary>
    public static IServiceCollection AddRelationApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<RelationApiOptions>, RelationApiOptionsValidator>();
        services.AddOptions<RelationApiOptions>()
            .Configure(options => OptionSections.Bind(configuration.GetSection(RelationApiOptions.Section), options))
            .ValidateOnStart();
        services.AddRelationApiClient();
        services.AddSingleton<TenantCalls>();
        services.AddSingleton<TenantSessions>();
        services.AddSingleton<TenantFaults>();
        services.AddSingleton<TicketSearch>();
        services.AddSingleton<ScanBox>();
        services.AddSingleton<SweepBox>();
        services.AddSingleton<ChatPages>();
        services.AddSingleton<ReadChats>();
        services.AddSingleton<FormerBox>();
        services.AddSingleton<ReadTicket>();
        services.AddSingleton<ReadUsers>();
        services.AddSingleton<ProbeTenant>();
        services.AddSingleton<SearchBackfill>();
        services.AddSingleton<TenantRound>();
        services.AddSingleton<TenantReader>();
        services.AddSingleton<SaveSource>();
        services.AddSingleton<GetSource>();
        services.AddSingleton<ConnectTenant>();
        services.AddSingleton<ChangeSource>();
        services.AddSingleton<TrialRead>();
        services.AddSingleton<ReadAgain>();
        services.AddSingleton<PauseSource>();
        services.AddSingleton<StartBackfill>();
        return services;
    }

    public static void AddRelationApiClient(this IServiceCollection services)
    {
        services.AddOutgoingHttp(RelationApiClient.ClientName, connectionsPerServer: 4).AddHttpMessageHandler(() => new ReadingCallsOnly());
        services.AddSingleton<RelationApiClient>();
    }
}
