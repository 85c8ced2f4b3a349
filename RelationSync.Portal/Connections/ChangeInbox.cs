using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>Changes an inbox's name and clock. Its key stays: it stands in the address that is posted to.</summary>
internal sealed class ChangeInbox(Administrators administrators, Store store, ChangeFeed changes, TimeProvider time)
{
    /// <summary>Null: done.</summary>
    public async Task<ConnectingFault?> RunAsync(ClaimsPrincipal user, long inboxId, string name, string zone, CancellationToken cancellationToken)
    {
        if (!await administrators.AdmitAsync(user, cancellationToken))
        {
            return ConnectingFault.NotAllowed;
        }

        if (!InboxRules.IsName(name))
        {
            return ConnectingFault.NameInvalid;
        }

        if (!InboxRules.IsZone(zone))
        {
            return ConnectingFault.ZoneInvalid;
        }

        var found = await store.WriteAsync(
            async (db, token) =>
            {
                if (await db.Inboxes.SingleOrDefaultAsync(i => i.Id == inboxId, token) is not { } inbox)
                {
                    return false;
                }

                (inbox.Name, inbox.TimeZone) = (name.Trim(), zone);
                db.Audit(user, AuditAct.InboxChanged, inbox.Key, time.GetUtcNow(), ("name", inbox.Name), ("time_zone", zone));
                return true;
            },
            cancellationToken);
        if (!found)
        {
            return ConnectingFault.InboxGone;
        }

        changes.Publish(ChangeTopic.Inboxes, inboxId);
        return null;
    }
}
