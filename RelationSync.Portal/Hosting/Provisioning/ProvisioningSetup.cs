namespace RelationSync.Portal.Hosting.Provisioning;

internal static class ProvisioningSetup
{
    public static void AddProvisioning(this IServiceCollection services)
    {
        services.AddSingleton<Provisioner>();
        services.AddSingleton<ProvisionUsers>();
        services.AddSingleton<ProvisionInboxes>();
        services.AddSingleton<ProvisionSources>();
        services.AddSingleton<ProvisionConnections>();
        services.AddSingleton<ProvisionAuthorizations>();
        services.AddSingleton<TokenComparison>();
        services.AddHostedService<RepeatComparisons>();
    }
}
