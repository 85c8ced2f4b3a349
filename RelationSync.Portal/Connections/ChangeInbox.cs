using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>Changes an inbox's name and clock. Its key stays: it stands in the address that is posted to.</summary>
internal sealed class ChangeInbox(Commands<ChangeInbox> commands, ChangeFeed changes, TimeProvider time)
{
    /// <summary>Null: done.</summary>
    public async Task<CommandFault?> RunAsync(ClaimsPrincipal user, long inboxId, string name, string zone, CancellationToken cancellationToken)
    {
        var fault = await commands.RunAsync(
            user,
            Permission.Manage,
            async (db, token) =>
            {
                if (!InboxRules.IsName(name))
                {
                    return CommandFault.NameInvalid;
                }

                if (!InboxRules.IsZone(zone))
                {
                    return CommandFault.ZoneInvalid;
                }

                if (await db.Inboxes.SingleOrDefaultAsync(i => i.Id == inboxId, token) is not { } inbox)
                {
                    return CommandFault.InboxGone;
                }

                (inbox.Name, inbox.TimeZone) = (name.Trim(), zone);
                db.Audit(user, AuditAct.InboxChanged, inbox.Key, time.GetUtcNow(), ("name", inbox.Name), ("time_zone", zone));
                return (CommandFault?)null;
            },
            cancellationToken);
        if (fault is null)
        {
            changes.Publish(ChangeTopic.Inboxes, inboxId);
        }

        return fault;
    }
}
