using RelationSync.Portal.Components.Account;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce;

namespace RelationSync.Portal.Hosting.Demo;

internal static class DemoSetup
{
    public static void AddDemo(this IServiceCollection services)
    {
        services.AddSingleton<DemoMode>();
        services.AddSingleton<DemoGuard>();
        services.AddSingleton<SimulatorProcess>();
        services.AddSingleton<ISimulator>(s => s.GetRequiredService<SimulatorProcess>());
        services.AddSingleton<DemoPreparation>();
        services.AddSingleton<IDemoAccounts, DemoAccounts>();
        services.AddOptions<SalesforceOptions>().PostConfigure<DemoMode>((salesforce, mode) =>
        {
            salesforce.AllowInsecureLoopback |= mode.IsDemo;
            // The simulator takes any app.
            salesforce.ClientId = mode.IsDemo && string.IsNullOrEmpty(salesforce.ClientId) ? "demo" : salesforce.ClientId;
        });
    }

    /// <summary>Before anything else: in demo mode foreign requests go no further.</summary>
    public static void UseDemoGuard(this WebApplication app)
    {
        var guard = app.Services.GetRequiredService<DemoGuard>();
        app.Use((context, next) => guard.Admits(context)
            ? next(context)
            : Results.Problem(statusCode: StatusCodes.Status421MisdirectedRequest, title: "Demo mode answers this machine only.").ExecuteAsync(context));
    }
}
