using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Search;

namespace RelationSync.Portal.Connections;

/// <summary>
/// Deletes a connection (R-A4). Its waiting actions are kept for the next one of the inbox, or dropped; Events that
/// stand and the error log stay either way. An authorisation that nothing else uses is given back.
/// </summary>
internal sealed class DeleteConnection(
    Commands<DeleteConnection> commands, Store store, Leases leases, ReleaseAuthorization release, ChangeFeed changes, TimeProvider time)
{
    private const int Attempts = 40;

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(250);

    private static readonly ActionStatus[] Open = [ActionStatus.Half, ActionStatus.Held, ActionStatus.Pending, ActionStatus.Syncing];

    /// <summary>Null: done.</summary>
    public async Task<CommandFault?> RunAsync(ClaimsPrincipal user, Guid connectionId, bool keepWaiting, CancellationToken cancellationToken)
    {
        if (await commands.AdmitAsync(user, Permission.Manage, cancellationToken) is { } refused)
        {
            return refused;
        }

        if (await StopDrainingAsync(connectionId, cancellationToken) is { } fault)
        {
            return fault;
        }

        // Asked once more: the wait for the drain may have been long.
        var outcome = await commands.RunAsync(user, Permission.Manage, (db, token) => DeleteAsync(db, user, connectionId, keepWaiting, token), CancellationToken.None);
        if (outcome.Value is { } deleted)
        {
            changes.Publish(ChangeTopic.Connections, deleted.InboxId);
            changes.Publish(ChangeTopic.Actions, deleted.InboxId);
            await release.RevokeAsync(deleted.Unused);
        }

        return outcome.Fault;
    }

    /// <summary>Takes the connection's lease, so that no drain is under way whose findings would have nowhere to go.</summary>
    private async Task<CommandFault?> StopDrainingAsync(Guid connectionId, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await leases.AcquireAsync(connectionId, cancellationToken) is not null)
            {
                return null;
            }

            if (!await store.ReadAsync((db, token) => db.Connections.AnyAsync(c => c.Id == connectionId, token), cancellationToken))
            {
                return CommandFault.ConnectionGone;
            }

            await Task.Delay(BetweenAttempts, time, cancellationToken);
        }

        return CommandFault.Busy;
    }

    private async Task<Outcome<Deleted>> DeleteAsync(RelationSyncDb db, ClaimsPrincipal user, Guid connectionId, bool keepWaiting, CancellationToken cancellationToken)
    {
        if (await db.Connections.Include(c => c.Inbox).SingleOrDefaultAsync(c => c.Id == connectionId, cancellationToken) is not { } connection)
        {
            return CommandFault.ConnectionGone;
        }

        var waiting = db.Actions.Where(a => a.InboxId == connection.InboxId && Open.Contains(a.Status));
        int count;
        if (keepWaiting)
        {
            count = await waiting.CountAsync(cancellationToken);
        }
        else
        {
            connection.Inbox.SyncFrom = null;
            // All at once: there may be very many. One whose write is in doubt may leave its Event, which nobody can look for any more.
            var now = time.GetUtcNow();
            await LogClosing.CloseAsync(db, waiting, now, cancellationToken);
            await StaleActions.NoteAsync(db, waiting, cancellationToken);
            count = await waiting.ExecuteUpdateAsync(
                set => set.SetProperty(a => a.Status, ActionStatus.Cancelled).SetProperty(a => a.DueAt, now), cancellationToken);
        }

        await db.Episodes.Where(e => e.ConnectionId == connectionId).ExecuteDeleteAsync(cancellationToken);
        await LogClosing.CloseConnectionAsync(db, connectionId, time.GetUtcNow(), cancellationToken);
        db.Remove(connection);
        db.Audit(
            user, AuditAct.ConnectionDeleted, connection.Inbox.Key, time.GetUtcNow(), (keepWaiting ? "kept" : "dropped", count.ToString(CultureInfo.InvariantCulture)));
        await db.SaveChangesAsync(cancellationToken);
        return new Deleted(
            connection.InboxId, await ReleaseAuthorization.RemoveIfUnusedAsync(db, connection.AuthorizationId, cancellationToken));
    }

    private sealed record Deleted(long InboxId, Authorization? Unused);
}
