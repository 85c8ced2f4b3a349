using Microsoft.EntityFrameworkCore;
using Quartz;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Data;
using RelationSync.Portal.Salesforce.OAuth;

namespace RelationSync.Portal.Worker;

/// <summary>
/// Uses every authorisation at least weekly, so that a quiet inbox never loses it to Salesforce's idle limit (R-A5); and one
/// that was never used, as provisioning makes them, at the start: it is known at once whether it is worth anything.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class KeepAliveJob(Store store, AccessTokens tokens, TimeProvider clock, ILogger<KeepAliveJob> logger) : IJob
{
    /// <summary>A day before the week is over.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromDays(6);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - Idle;
        var idle = await store.ReadAsync(
            (db, token) => db.Authorizations.Where(a => a.GoneAt == null && (a.AccessTokenProtected == null || (a.RefreshedAt ?? a.CreatedAt) <= before))
                .Where(a => db.Connections.Any(c => c.AuthorizationId == a.Id)).Select(a => a.Id).ToListAsync(token),
            cancellationToken);
        foreach (var id in idle)
        {
            try
            {
                await tokens.KeepAliveAsync(id, cancellationToken);
            }
            catch (SalesforceException e)
            {
                logger.LogWarning("Authorisation {Authorization} could not be kept alive: {Code}", id, e.Failure.Code);
            }
        }
    }
}
