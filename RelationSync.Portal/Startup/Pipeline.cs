using RelationSync.Portal.Accounts;
using RelationSync.Portal.Api;
using RelationSync.Portal.Connecting;
using RelationSync.Portal.Demo;
using RelationSync.Portal.Exports;
using RelationSync.Portal.Monitoring;
using RelationSync.Portal.Relation;

namespace RelationSync.Portal.Startup;

/// <summary>What every request goes through, in its order, and where it ends.</summary>
internal static class Pipeline
{
    public static void UsePortal(this WebApplication app)
    {
        app.UseDemoGuard();
        app.UseMiddleware<MetricsGuard>();
        app.UseSecurity();
        app.UseErrors();
        app.UseMiddleware<CircuitOrigin>();
        app.UseRouting();
        app.UseMiddleware<RouteProblems>();
        app.UseAuthentication();
        app.UseRequestLocalization();
        app.UseMiddleware<SetupGate>();
        app.UseMiddleware<SecondFactorGate>();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    public static void MapPortal(this WebApplication app)
    {
        app.MapMonitoring();
        app.MapIntake();
        app.MapAccounts();
        app.MapConnecting();
        app.MapReadBackApi();
        app.MapExports();
        app.MapPages();
    }
}
