using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting.Health;

/// <summary>The store is the one that was opened, has room, takes writes, and can be read.</summary>
internal sealed partial class StoreHealth(Store store, StoreProbe probe, ILogger<StoreHealth> logger) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            if (await probe.LookAsync(cancellationToken) is { } fault)
            {
                return HealthCheckResult.Unhealthy(fault);
            }

            await store.ReadAsync((db, token) => db.Settings.AnyAsync(token), cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogUnreachable(logger, e);
            return HealthCheckResult.Unhealthy("The store can't be read.");
        }
    }

    [LoggerMessage(LogLevel.Error, "The store can't be read.")]
    private static partial void LogUnreachable(ILogger logger, Exception exception);
}
