using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Connections;
using RelationSync.Portal.Data;
using RelationSync.Portal.Live;

namespace RelationSync.Portal.Connecting;

/// <summary>Connects an inbox: one connection each (R-A1), whose user and targets are fixed from then on (R-A2).</summary>
internal sealed class CreateConnection(Administrators administrators, Store store, ChangeFeed changes, TimeProvider time)
{
    /// <summary>The connection's id.</summary>
    public async Task<Outcome<Guid>> RunAsync(
        ClaimsPrincipal user, string inboxKey, Guid authorizationId, TargetKind targets, bool linkOpportunities, CancellationToken cancellationToken)
    {
        if (!await administrators.AdmitAsync(user, cancellationToken))
        {
            return ConnectingFault.NotAllowed;
        }

        var outcome = await store.WriteAsync(
            (db, token) => ConnectAsync(db, inboxKey, authorizationId, targets, linkOpportunities, token), cancellationToken);
        if (outcome.Fault is null)
        {
            changes.Publish(ChangeTopic.Connections);
            changes.Publish(ChangeTopic.Inboxes);
        }

        return outcome;
    }

    private async Task<Outcome<Guid>> ConnectAsync(
        RelationSyncDb db, string inboxKey, Guid authorizationId, TargetKind targets, bool linkOpportunities, CancellationToken cancellationToken)
    {
        if (await db.Inboxes.SingleOrDefaultAsync(i => i.Key == inboxKey, cancellationToken) is not { } inbox)
        {
            return ConnectingFault.InboxGone;
        }

        if (await db.Connections.AnyAsync(c => c.InboxId == inbox.Id, cancellationToken))
        {
            return ConnectingFault.InboxConnected;
        }

        if (await db.Authorizations.SingleOrDefaultAsync(a => a.Id == authorizationId && a.GoneAt == null, cancellationToken) is not { } authorization)
        {
            return ConnectingFault.AuthorizationGone;
        }

        var connection = NewConnection.Of(inbox, authorization, targets, linkOpportunities, time.GetUtcNow());
        db.Add(connection);
        return connection.Id;
    }
}
