using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>Stops a connection from syncing, and lets it go on. Its actions wait meanwhile. What stands so already is no fault.</summary>
internal sealed class PauseConnection(Administrators administrators, Store store, ChangeFeed changes, TimeProvider time)
{
    /// <summary>Null: done.</summary>
    public Task<ConnectingFault?> PauseAsync(ClaimsPrincipal user, Guid connectionId, CancellationToken cancellationToken) =>
        SetAsync(user, connectionId, time.GetUtcNow(), cancellationToken);

    /// <summary>Null: done.</summary>
    public Task<ConnectingFault?> ResumeAsync(ClaimsPrincipal user, Guid connectionId, CancellationToken cancellationToken) =>
        SetAsync(user, connectionId, null, cancellationToken);

    private async Task<ConnectingFault?> SetAsync(ClaimsPrincipal user, Guid connectionId, DateTimeOffset? pausedAt, CancellationToken cancellationToken)
    {
        if (!await administrators.AdmitAsync(user, cancellationToken))
        {
            return ConnectingFault.NotAllowed;
        }

        var inboxId = await store.WriteAsync(
            async (db, token) =>
            {
                var connection = await db.Connections.Include(c => c.Inbox).SingleOrDefaultAsync(c => c.Id == connectionId, token);
                if (connection is not null && connection.PausedAt is null != pausedAt is null)
                {
                    connection.PausedAt = pausedAt;
                    db.Audit(user, pausedAt is null ? AuditAct.ConnectionResumed : AuditAct.ConnectionPaused, connection.Inbox.Key, time.GetUtcNow());
                }

                return connection?.InboxId;
            },
            cancellationToken);
        if (inboxId is null)
        {
            return ConnectingFault.ConnectionGone;
        }

        changes.Publish(ChangeTopic.Connections, inboxId);
        return null;
    }
}
