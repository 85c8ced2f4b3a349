using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>Lets an inbox accept a bearer key instead of a signature. The key is returned once and stored as a hash.</summary>
internal sealed class CreateBearerKey(Commands<CreateBearerKey> commands, InboxRegistry registry, ChangeFeed changes, TimeProvider time)
{
    public async Task<Outcome<NewSecret>> RunAsync(ClaimsPrincipal user, long inboxId, CancellationToken cancellationToken)
    {
        var key = BearerKey.Create();
        var outcome = await commands.RunAsync<NewSecret>(user, Permission.Manage, (db, token) => AddAsync(db, user, inboxId, key, token), cancellationToken);
        if (outcome.Fault is null)
        {
            registry.Invalidate();
            changes.Publish(ChangeTopic.Inboxes, inboxId);
        }

        return outcome;
    }

    private async Task<Outcome<NewSecret>> AddAsync(RelationSyncDb db, ClaimsPrincipal user, long inboxId, string key, CancellationToken cancellationToken)
    {
        if (await db.Inboxes.SingleOrDefaultAsync(i => i.Id == inboxId, cancellationToken) is not { } inbox)
        {
            return CommandFault.InboxGone;
        }

        if (await db.InboxBearerKeys.CountAsync(k => k.InboxId == inboxId, cancellationToken) >= InboxBearerKey.Most)
        {
            return CommandFault.TooManyKeys;
        }

        var now = time.GetUtcNow();
        var ending = key[^BearerKey.EndingLength..];
        db.Add(new InboxBearerKey { InboxId = inboxId, Hash = BearerKey.HashOf(key), Ending = ending, CreatedBy = user.Identity?.Name ?? "", CreatedAt = now });
        db.Audit(user, AuditAct.BearerKeyCreated, inbox.Key, now, ("key_ending", ending));
        return new NewSecret(inboxId, key);
    }
}
