using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RelationSync.Portal.Hosting.Health;

/// <summary>The store's secrets can be decrypted. Anybody may ask, so the answer counts them and the log names them.</summary>
internal sealed class SecretsHealth(StoredSecrets secrets) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var unreadable = await secrets.LookAgainAsync(cancellationToken);
            return unreadable == 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"{unreadable} secrets can't be decrypted. The log names them and says what to do.");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The secrets can't be read: see the store.");
        }
    }
}
