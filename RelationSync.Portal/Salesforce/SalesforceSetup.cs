using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Salesforce.Metadata;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Salesforce;

internal static class SalesforceSetup
{
    /// <summary>
    /// Everything that talks to Salesforce. The caller also registers an <see cref="IAuthorizationStore"/>, and an
    /// <see cref="IApiUsageListener"/> where usage is of interest, and <see cref="NamedLeases"/> where there is a store; all as singletons.
    /// </summary>
    public static IServiceCollection AddSalesforce(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<SalesforceOptions>, SalesforceOptionsValidator>();
        services.AddOptions<SalesforceOptions>()
            .Configure(options => OptionSections.Bind(configuration.GetSection(SalesforceOptions.Section), options))
            .ValidateOnStart();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IApiUsageListener, NoApiUsageListener>();
        services.TryAddSingleton<ICallBudgets, NoCallBudgets>();
        services.TryAddSingleton<INamedLeases, ProcessLeases>();
        services.AddSalesforceTransport();
        services.AddSingleton<SalesforceOAuth>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<OrgMemory>();
        services.AddSingleton<SalesforceOrgs>();
        services.AddSingleton<ISalesforceOrgs>(s => s.GetRequiredService<SalesforceOrgs>());
        services.AddSingleton<AskAgain>();
        services.AddSingleton<IMarkerFields, MarkerFields>();
        services.AddSingleton<ReportDeployment>();
        return services;
    }
}
