using Microsoft.Extensions.DependencyInjection.Extensions;
using RelationSync.Portal.Access;

namespace RelationSync.Portal.Connections;

internal static class ConnectingSetup
{
    /// <summary>Inboxes, the wizard and what can be done with connections.</summary>
    public static IServiceCollection AddConnecting(this IServiceCollection services)
    {
        services.TryAddSingleton<AccessDenied>();
        services.TryAddSingleton(typeof(Commands<>));
        return services
            .AddSingleton<InboxSecrets>()
            .AddSingleton<BrowseInboxes>()
            .AddSingleton<IntakeAddresses>()
            .AddSingleton<CreateInbox>()
            .AddScoped<FreshSecrets>()
            .AddSingleton<ChangeInbox>()
            .AddSingleton<RotateSecret>()
            .AddSingleton<CreateBearerKey>()
            .AddSingleton<RevokeBearerKey>()
            .AddSingleton<SetSilenceAlert>()
            .AddSingleton<SetApiBudget>()
            .AddSingleton<TestConnection>()
            .AddSingleton<PauseConnection>()
            .AddSingleton<AskSalesforceAgain>()
            .AddSingleton<CreateConnection>()
            .AddSingleton<DeleteConnection>()
            .AddSingleton<ReleaseAuthorization>()
            .AddSingleton<ListAuthorizations>()
            .AddSingleton<LoginAddress>()
            .AddSingleton<WizardDrafts>()
            .AddSingleton<OAuthState>()
            .AddSingleton<NewAuthorization>()
            .AddSingleton<AuthorizeAtSalesforce>()
            .AddSingleton<AuthorizeByCertificate>()
            .AddSingleton<ChooseAuthorization>()
            .AddSingleton<CreateMarker>()
            .AddSingleton<DeployReports>()
            .AddSingleton<CheckOrg>()
            .AddSingleton<PreviewEvent>()
            .AddSingleton<ListRecentCustomers>();
    }
}
