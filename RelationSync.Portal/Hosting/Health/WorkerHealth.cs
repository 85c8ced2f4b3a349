using Microsoft.Extensions.Diagnostics.HealthChecks;
using RelationSync.Portal.Live;

namespace RelationSync.Portal.Hosting.Health;

/// <summary>The worker has drained within three intervals.</summary>
internal sealed class WorkerHealth(DrainHeartbeat heartbeat) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(heartbeat.IsLate
            ? HealthCheckResult.Unhealthy($"No drain for {heartbeat.Age.TotalSeconds:F0} s.")
            : HealthCheckResult.Healthy());
}
