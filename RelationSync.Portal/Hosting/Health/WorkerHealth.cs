using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Live;
using RelationSync.Portal.Sync;

namespace RelationSync.Portal.Hosting.Health;

/// <summary>The worker has drained within three intervals.</summary>
internal sealed class WorkerHealth(DrainHeartbeat heartbeat, IOptions<WorkerOptions> options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(heartbeat.IsLate(options.Value.DrainInterval)
            ? HealthCheckResult.Unhealthy($"No drain for {heartbeat.Age.TotalSeconds:F0} s.")
            : HealthCheckResult.Healthy());
}
