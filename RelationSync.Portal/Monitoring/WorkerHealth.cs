using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Options;

namespace RelationSync.Portal.Monitoring;

/// <summary>The worker has drained within three intervals.</summary>
internal sealed class WorkerHealth(DrainHeartbeat heartbeat, IOptions<WorkerOptions> options) : IHealthCheck
{
    private const int MostIntervals = 3;

    // A drain takes its time, however short the interval is set.
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(15);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var limit = options.Value.DrainInterval * MostIntervals;
        var age = heartbeat.Age;
        return Task.FromResult(age <= (limit < Shortest ? Shortest : limit)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"No drain for {age.TotalSeconds:F0} s."));
    }
}
