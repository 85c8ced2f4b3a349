using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RelationSync.Portal.Data;

namespace RelationSync.Portal.Monitoring;

/// <summary>The store answers, and takes writes: one that refused is tried with a write of its own, so that its recovery is seen.</summary>
internal sealed partial class StoreHealth(Store store, ILogger<StoreHealth> logger) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await store.ReadAsync((db, token) => db.Settings.AnyAsync(token), cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogUnreachable(logger, e);
            return HealthCheckResult.Unhealthy("The store can't be read.");
        }

        return store.IsWritable || await CanWriteAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The store can't be written.");
    }

    private async Task<bool> CanWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.WriteAsync(
                (db, token) => db.Database.ExecuteSqlAsync(
                    $"""INSERT INTO "Settings" ("Key", "Value") VALUES ({Setting.WriteProbe}, '') ON CONFLICT ("Key") DO UPDATE SET "Value" = '' """, token),
                cancellationToken);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogUnwritable(logger, e);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "The store can't be read.")]
    private static partial void LogUnreachable(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Error, "The store can't be written.")]
    private static partial void LogUnwritable(ILogger logger, Exception exception);
}
