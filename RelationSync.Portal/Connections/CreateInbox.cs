using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>Makes an inbox. Its secret is told once and never again.</summary>
internal sealed class CreateInbox(Commands<CreateInbox> commands, InboxSecrets secrets, InboxRegistry registry, ChangeFeed changes, TimeProvider time)
{
    public async Task<Outcome<NewSecret>> RunAsync(ClaimsPrincipal user, string key, string name, string zone, bool isTest, CancellationToken cancellationToken)
    {
        var secret = WebhookSecret.Create();
        var outcome = await commands.RunAsync<Inbox>(
            user,
            Permission.Manage,
            async (db, token) =>
            {
                if (Fault(key, name, zone) is { } fault)
                {
                    return fault;
                }

                if (await db.Inboxes.AnyAsync(i => i.Key == key, token))
                {
                    return CommandFault.KeyTaken;
                }

                var made = secrets.New(key, name.Trim(), zone, secret, isTest);
                db.Add(made);
                db.Audit(user, AuditAct.InboxCreated, key, time.GetUtcNow(), ("name", made.Name), ("time_zone", zone), ("test", isTest ? "true" : "false"));
                return made;
            },
            cancellationToken);
        if (outcome.Value is not { } inbox)
        {
            return outcome.Fault!.Value;
        }

        registry.Invalidate();
        changes.Publish(ChangeTopic.Inboxes, inbox.Id);
        return new NewSecret(inbox.Id, secret);
    }

    private static CommandFault? Fault(string key, string name, string zone) =>
        !InboxRules.IsKey(key) ? CommandFault.KeyInvalid
        : !InboxRules.IsName(name) ? CommandFault.NameInvalid
        : !InboxRules.IsZone(zone) ? CommandFault.ZoneInvalid
        : null;
}
