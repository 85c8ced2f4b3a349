using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>Makes an inbox. Its secret is told once and never again.</summary>
internal sealed class CreateInbox(Administrators administrators, Store store, InboxSecrets secrets, InboxRegistry registry, ChangeFeed changes, TimeProvider time)
{
    public async Task<Outcome<NewSecret, ConnectingFault>> RunAsync(ClaimsPrincipal user, string key, string name, string zone, bool isTest, CancellationToken cancellationToken)
    {
        if (!await administrators.AdmitAsync(user, cancellationToken))
        {
            return ConnectingFault.NotAllowed;
        }

        if (Fault(key, name, zone) is { } fault)
        {
            return fault;
        }

        var secret = WebhookSecret.Create();
        var inbox = secrets.New(key, name.Trim(), zone, secret, isTest);
        var made = await store.WriteAsync(
            async (db, token) =>
            {
                if (await db.Inboxes.AnyAsync(i => i.Key == key, token))
                {
                    return false;
                }

                db.Add(inbox);
                db.Audit(user, AuditAct.InboxCreated, key, time.GetUtcNow(), ("name", inbox.Name), ("time_zone", zone), ("test", isTest ? "true" : "false"));
                return true;
            },
            cancellationToken);
        if (!made)
        {
            return ConnectingFault.KeyTaken;
        }

        registry.Invalidate();
        changes.Publish(ChangeTopic.Inboxes, inbox.Id);
        return new NewSecret(inbox.Id, secret);
    }

    private static ConnectingFault? Fault(string key, string name, string zone) =>
        !InboxRules.IsKey(key) ? ConnectingFault.KeyInvalid
        : !InboxRules.IsName(name) ? ConnectingFault.NameInvalid
        : !InboxRules.IsZone(zone) ? ConnectingFault.ZoneInvalid
        : null;
}
