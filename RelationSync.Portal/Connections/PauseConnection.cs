using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>Stops a connection from syncing, and lets it go on. Its actions wait meanwhile. What stands so already is no fault.</summary>
internal sealed class PauseConnection(Commands<PauseConnection> commands, ChangeFeed changes, TimeProvider time)
{
    /// <summary>Null: done.</summary>
    public Task<CommandFault?> PauseAsync(ClaimsPrincipal user, Guid connectionId, CancellationToken cancellationToken) =>
        SetAsync(user, connectionId, time.GetUtcNow(), cancellationToken);

    /// <summary>Null: done.</summary>
    public Task<CommandFault?> ResumeAsync(ClaimsPrincipal user, Guid connectionId, CancellationToken cancellationToken) =>
        SetAsync(user, connectionId, null, cancellationToken);

    private async Task<CommandFault?> SetAsync(ClaimsPrincipal user, Guid connectionId, DateTimeOffset? pausedAt, CancellationToken cancellationToken)
    {
        var outcome = await commands.RunAsync<long>(
            user,
            Permission.Manage,
            async (db, token) =>
            {
                if (await db.Connections.Include(c => c.Inbox).SingleOrDefaultAsync(c => c.Id == connectionId, token) is not { } connection)
                {
                    return CommandFault.ConnectionGone;
                }

                if (connection.PausedAt is null != pausedAt is null)
                {
                    connection.PausedAt = pausedAt;
                    db.Audit(user, pausedAt is null ? AuditAct.ConnectionResumed : AuditAct.ConnectionPaused, connection.Inbox.Key, time.GetUtcNow());
                }

                return connection.InboxId;
            },
            cancellationToken);
        if (outcome.Fault is null)
        {
            changes.Publish(ChangeTopic.Connections, outcome.Value);
        }

        return outcome.Fault;
    }
}
