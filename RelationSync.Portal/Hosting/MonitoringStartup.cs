using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Hosting.Health;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Sync;

namespace RelationSync.Portal.Hosting;

/// <summary><c>/health/live</c>, <c>/health/ready</c> and <c>/metrics</c>.</summary>
internal static class MonitoringStartup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>A probe or a scraper asks.</summary>
    public static bool IsWatching(HttpRequest request) => request.Path.StartsWithSegments("/health") || request.Path == MetricsGuard.Path;

    public static void AddMonitoring(this IServiceCollection services)
    {
        services.AddSingleton(s => new DrainHeartbeat(s.GetRequiredService<TimeProvider>(), s.GetRequiredService<IOptions<WorkerOptions>>().Value.DrainInterval));
        services.AddSingleton<LiveStatus>();
        services.AddSingleton<StoreProbe>();
        services.AddHealthChecks()
            .AddCheck<StoreHealth>("store", timeout: Patience).AddCheck<SecretsHealth>("secrets", timeout: Patience).AddCheck<WorkerHealth>("worker");
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("RelationSync.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Components.Server.Circuits", "System.Runtime")
            .AddPrometheusExporter());
    }

    public static void MapMonitoring(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = HealthAnswer.WriteAsync }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = HealthAnswer.WriteAsync }).AllowAnonymous();
        app.MapPrometheusScrapingEndpoint(MetricsGuard.Path).AllowAnonymous();
    }
}
