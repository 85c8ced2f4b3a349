using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>Gives an inbox a new secret. The one before is valid for a day more, so that no operation is refused meanwhile.</summary>
internal sealed class RotateSecret(Commands<RotateSecret> commands, InboxSecrets secrets, InboxRegistry registry, ChangeFeed changes, TimeProvider time)
{
    public async Task<Outcome<NewSecret>> RunAsync(ClaimsPrincipal user, long inboxId, CancellationToken cancellationToken)
    {
        var secret = WebhookSecret.Create();
        var outcome = await commands.RunAsync<NewSecret>(
            user,
            Permission.Manage,
            async (db, token) =>
            {
                if (await db.Inboxes.SingleOrDefaultAsync(i => i.Id == inboxId, token) is not { } inbox)
                {
                    return CommandFault.InboxGone;
                }

                secrets.Rotate(inbox, secret);
                db.Audit(user, AuditAct.SecretRotated, inbox.Key, time.GetUtcNow());
                return new NewSecret(inboxId, secret);
            },
            cancellationToken);
        if (outcome.Fault is null)
        {
            registry.Invalidate();
            changes.Publish(ChangeTopic.Inboxes, inboxId);
        }

        return outcome;
    }
}
