using RelationSync.Portal.Accounts;
using RelationSync.Portal.Api;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Hosting.Circuits;
using RelationSync.Portal.Hosting.Demo;
using RelationSync.Portal.Hosting.Health;
using RelationSync.Portal.Intake;

namespace RelationSync.Portal.Hosting;

/// <summary>What every request goes through, in its order, and where it ends.</summary>
internal static class Pipeline
{
    public static void UsePortal(this WebApplication app)
    {
        app.UseDemoGuard();
        app.UseMiddleware<MetricsGuard>();
        app.UseMiddleware<HostFilter>();
        app.UseSecurity();
        app.UseMiddleware<RequestIds>();
        app.UseErrors();
        app.UseMiddleware<CircuitsEnding>();
        app.UseMiddleware<CircuitOrigin>();
        app.UseRouting();
        app.UseMiddleware<RouteProblems>();
        app.UseAuthentication();
        app.UseRequestLocalization();
        app.UseMiddleware<SetupGate>();
        app.UseMiddleware<SecondFactorGate>();
        app.UseAuthorization();
        app.UseMiddleware<CircuitsFull>();
        app.UseAntiforgery();
    }

    public static void MapPortal(this WebApplication app)
    {
        app.MapMonitoring();
        app.MapIntake();
        app.MapAccounts();
        app.MapConnecting();
        app.MapReadBackApi();
        app.MapApiDescription();
        app.MapExports();
        app.MapPages();
    }
}
