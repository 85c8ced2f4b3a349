using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>Ends a bearer key at once. With the last one, the inbox accepts signatures only.</summary>
internal sealed class RevokeBearerKey(Commands<RevokeBearerKey> commands, InboxRegistry registry, ChangeFeed changes, TimeProvider time)
{
    /// <summary>Null on success. A key that is revoked already is no error and is not audited.</summary>
    public async Task<CommandFault?> RunAsync(ClaimsPrincipal user, long inboxId, long keyId, CancellationToken cancellationToken)
    {
        var fault = await commands.RunAsync(user, Permission.Manage, (db, token) => RemoveAsync(db, user, inboxId, keyId, token), cancellationToken);
        if (fault is null)
        {
            registry.Invalidate();
            changes.Publish(ChangeTopic.Inboxes, inboxId);
        }

        return fault;
    }

    private async Task<CommandFault?> RemoveAsync(RelationSyncDb db, ClaimsPrincipal user, long inboxId, long keyId, CancellationToken cancellationToken)
    {
        if (await db.Inboxes.SingleOrDefaultAsync(i => i.Id == inboxId, cancellationToken) is not { } inbox)
        {
            return CommandFault.InboxGone;
        }

        if (await db.InboxBearerKeys.SingleOrDefaultAsync(k => k.Id == keyId && k.InboxId == inboxId, cancellationToken) is { } key)
        {
            db.Remove(key);
            db.Audit(user, AuditAct.BearerKeyRevoked, inbox.Key, time.GetUtcNow(), ("key_ending", key.Ending));
        }

        return null;
    }
}
