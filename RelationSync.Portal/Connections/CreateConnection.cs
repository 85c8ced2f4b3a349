using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Connections;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>Connects an inbox: one connection each (R-A1), whose user and targets are fixed from then on (R-A2).</summary>
internal sealed class CreateConnection(Commands<CreateConnection> commands, ChangeFeed changes, TimeProvider time)
{
    /// <summary>The connection's id.</summary>
    public async Task<Outcome<Guid>> RunAsync(
        ClaimsPrincipal user, string inboxKey, Guid authorizationId, TargetKind targets, bool linkOpportunities, CancellationToken cancellationToken)
    {
        var outcome = await commands.RunAsync(
            user, Permission.Manage, (db, token) => ConnectAsync(db, user, inboxKey, authorizationId, targets, linkOpportunities, token), cancellationToken);
        if (outcome.Fault is null)
        {
            changes.Publish(ChangeTopic.Connections);
            changes.Publish(ChangeTopic.Inboxes);
        }

        return outcome;
    }

    private async Task<Outcome<Guid>> ConnectAsync(
        RelationSyncDb db, ClaimsPrincipal user, string inboxKey, Guid authorizationId, TargetKind targets, bool linkOpportunities, CancellationToken cancellationToken)
    {
        if (await db.Inboxes.SingleOrDefaultAsync(i => i.Key == inboxKey, cancellationToken) is not { } inbox)
        {
            return CommandFault.InboxGone;
        }

        if (inbox.IsTest)
        {
            return CommandFault.InboxIsTest;
        }

        if (await db.Connections.AnyAsync(c => c.InboxId == inbox.Id, cancellationToken))
        {
            return CommandFault.InboxConnected;
        }

        if (await db.Authorizations.SingleOrDefaultAsync(a => a.Id == authorizationId && a.GoneAt == null, cancellationToken) is not { } authorization)
        {
            return CommandFault.AuthorizationGone;
        }

        var now = time.GetUtcNow();
        var connection = NewConnection.Of(inbox, authorization, targets, linkOpportunities, now);
        db.Add(connection);
        db.Audit(
            user,
            AuditAct.ConnectionCreated,
            inbox.Key,
            now,
            ("targets", targets.ToString()),
            ("link_opportunities", linkOpportunities ? "true" : "false"),
            ("salesforce_user", authorization.Username));
        return connection.Id;
    }
}
