using Microsoft.Extensions.Options;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.SingleSignOn;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Hosting.Circuits;
using RelationSync.Portal.Hosting.Demo;
using RelationSync.Portal.Hosting.Health;
using RelationSync.Portal.Hosting.Provisioning;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Notifications;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Sync;

namespace RelationSync.Portal.Hosting;

/// <summary>Every settings section, each with its validator run at start.</summary>
internal static class OptionsStartup
{
    public static void AddPortalOptions(this IServiceCollection services)
    {
        services.AddSection<StoreOptions, StoreOptionsValidator>(StoreOptions.Section)
            .Configure<IConfiguration>((store, configuration) => store.ReadProvider(configuration));
        services.AddSection<KeysOptions, KeysOptionsValidator>(KeysOptions.Section);
        services.AddSection<WorkerOptions, WorkerOptionsValidator>(WorkerOptions.Section);
        services.AddSection<SyncOptions, SyncOptionsValidator>(SyncOptions.Section);
        services.AddSection<IntakeOptions, IntakeOptionsValidator>(IntakeOptions.Section);
        services.AddSection<SimulatorOptions, SimulatorOptionsValidator>(SimulatorOptions.Section);
        services.AddSection<ProvisioningOptions, ProvisioningOptionsValidator>(ProvisioningOptions.Section);
        services.AddSection<BootstrapOptions, BootstrapOptionsValidator>(BootstrapOptions.Section);
        services.AddSection<AccountsOptions, AccountsOptionsValidator>(AccountsOptions.Section);
        services.AddSection<SingleSignOnOptions, SingleSignOnOptionsValidator>(SingleSignOnOptions.Section);
        services.AddSingleton<IValidateOptions<SingleSignOnOptions>, SingleSignOnAddressValidator>();
        services.AddSection<ForwardingOptions, ForwardingOptionsValidator>(ForwardingOptions.Section)
            .Configure<IConfiguration>((forwarding, configuration) => forwarding.ReadOneLine(configuration));
        services.AddSection<MetricsOptions, MetricsOptionsValidator>(MetricsOptions.Section);
        services.AddSection<TelemetryOptions, TelemetryOptionsValidator>(TelemetryOptions.Section);
        services.AddSection<NotificationsOptions, NotificationsOptionsValidator>(NotificationsOptions.Section);
        services.AddSection<ListeningOptions, ListeningOptionsValidator>("");
        services.AddSection<PublicUrlOptions, PublicUrlOptionsValidator>("");
        services.AddSection<PortalOptions, PortalOptionsValidator>(PortalOptions.Section);
        services.AddSection<DemoOptions, DemoOptionsValidator>(DemoOptions.Section)
            .PostConfigure<IHostEnvironment>((demo, environment) => demo.Enabled ??= environment.IsDevelopment());
    }

    /// <summary>Validates all sections at once, so that every error is reported.</summary>
    /// <exception cref="StartupException">Something is wrong with them.</exception>
    public static void ValidateSettings(this IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (OptionsValidationException e)
        {
            throw new StartupException(string.Join(' ', e.Failures));
        }
        catch (AggregateException e) when (e.InnerExceptions.All(i => i is OptionsValidationException))
        {
            // Several sections.
            throw new StartupException(string.Join(' ', e.InnerExceptions.Cast<OptionsValidationException>().SelectMany(i => i.Failures)));
        }
    }
}
