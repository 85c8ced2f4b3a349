using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RelationSync.Portal.Hosting.Health;

/// <summary><c>{"status": "healthy", "checks": {"store": {"status": "healthy"}}}</c></summary>
internal static class HealthAnswer
{
    public static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new
        {
            status = Word(report.Status),
            checks = report.Entries.ToDictionary(e => e.Key, e => new { status = Word(e.Value.Status), detail = e.Value.Description }),
        },
        context.RequestAborted);

    private static string Word(HealthStatus status) => status is HealthStatus.Healthy ? "healthy" : "unhealthy";
}
