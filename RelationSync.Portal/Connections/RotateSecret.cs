using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>Gives an inbox a new secret. The one before is valid for a day more, so that no operation is refused meanwhile.</summary>
internal sealed class RotateSecret(Administrators administrators, Store store, InboxSecrets secrets, InboxRegistry registry, ChangeFeed changes, TimeProvider time)
{
    public async Task<Outcome<NewSecret, ConnectingFault>> RunAsync(ClaimsPrincipal user, long inboxId, CancellationToken cancellationToken)
    {
        if (!await administrators.AdmitAsync(user, cancellationToken))
        {
            return ConnectingFault.NotAllowed;
        }

        var secret = WebhookSecret.Create();
        var found = await store.WriteAsync(
            async (db, token) =>
            {
                var inbox = await db.Inboxes.SingleOrDefaultAsync(i => i.Id == inboxId, token);
                if (inbox is not null)
                {
                    secrets.Rotate(inbox, secret);
                    db.Audit(user, AuditAct.SecretRotated, inbox.Key, time.GetUtcNow());
                }

                return inbox is not null;
            },
            cancellationToken);
        if (!found)
        {
            return ConnectingFault.InboxGone;
        }

        registry.Invalidate();
        changes.Publish(ChangeTopic.Inboxes, inboxId);
        return new NewSecret(inboxId, secret);
    }
}
