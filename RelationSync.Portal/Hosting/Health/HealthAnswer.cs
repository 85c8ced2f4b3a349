using Microsoft.Extensions.Diagnostics.HealthChecks;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Hosting.Health;

/// <summary><c>{"status": "healthy", "version": "1.2.3", "checks": {"store": {"status": "healthy"}}}</c></summary>
internal static class HealthAnswer
{
    public static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new
        {
            status = Word(report.Status),
            version = ProductVersion.Text,
            checks = report.Entries.ToDictionary(e => e.Key, e => new { status = Word(e.Value.Status), detail = e.Value.Description }),
        },
        context.RequestAborted);

    private static string Word(HealthStatus status) => status is HealthStatus.Healthy ? "healthy" : "unhealthy";
}
