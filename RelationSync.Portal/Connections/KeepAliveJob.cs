using Microsoft.EntityFrameworkCore;
using Quartz;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

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
            (db, token) => db.Authorizations.Where(a => a.GoneAt == null && a.BlockedAt == null && a.AskAgainAt == null && (a.RefreshedAt == null || a.RefreshedAt <= before))
                .Where(a => db.Connections.Any(c => c.AuthorizationId == a.Id)).Select(a => new { a.Id, WasUsed = a.RefreshedAt != null }).ToListAsync(token),
            cancellationToken);
        foreach (var authorization in idle)
        {
            try
            {
                var token = await tokens.KeepAliveAsync(authorization.Id, cancellationToken);
                if (!authorization.WasUsed)
                {
                    await ForgetAsync(authorization.Id, token.Version, cancellationToken);
                }
            }
            catch (SalesforceException e)
            {
                logger.LogWarning("Authorisation {Authorization} could not be kept alive: {Code}", authorization.Id, e.Failure.Code);
            }
        }
    }

    /// <summary>
    /// The access token of a trial isn't kept: when something is to be synced at last, it may have run out long ago, and would
    /// cost a call to find that out.
    /// </summary>
    private async Task ForgetAsync(Guid id, long version, CancellationToken cancellationToken) => await store.WriteAsync(
        (db, token) => db.Authorizations.Where(a => a.Id == id && a.Version == version).ExecuteUpdateAsync(a => a.SetProperty(x => x.AccessTokenProtected, (string?)null), token),
        cancellationToken);
}
