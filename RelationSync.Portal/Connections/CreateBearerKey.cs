using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>Lets an inbox accept a bearer key instead of a signature. The key is returned once and stored as a hash.</summary>
internal sealed class CreateBearerKey(Administrators administrators, Store store, InboxRegistry registry, ChangeFeed changes, TimeProvider time)
{
    public async Task<Outcome<NewSecret, ConnectingFault>> RunAsync(ClaimsPrincipal user, long inboxId, CancellationToken cancellationToken)
    {
        if (!await administrators.AdmitAsync(user, cancellationToken))
        {
            return ConnectingFault.NotAllowed;
        }

        var key = BearerKey.Create();
        if (await store.WriteAsync((db, token) => AddAsync(db, user, inboxId, key, token), cancellationToken) is { } fault)
        {
            return fault;
        }

        registry.Invalidate();
        changes.Publish(ChangeTopic.Inboxes, inboxId);
        return new NewSecret(inboxId, key);
    }

    private async Task<ConnectingFault?> AddAsync(RelationSyncDb db, ClaimsPrincipal user, long inboxId, string key, CancellationToken cancellationToken)
    {
        if (await db.Inboxes.SingleOrDefaultAsync(i => i.Id == inboxId, cancellationToken) is not { } inbox)
        {
            return ConnectingFault.InboxGone;
        }

        if (await db.InboxBearerKeys.CountAsync(k => k.InboxId == inboxId, cancellationToken) >= InboxBearerKey.Most)
        {
            return ConnectingFault.TooManyKeys;
        }

        var now = time.GetUtcNow();
        var ending = key[^BearerKey.EndingLength..];
        db.Add(new InboxBearerKey { InboxId = inboxId, Hash = BearerKey.HashOf(key), Ending = ending, CreatedBy = user.Identity?.Name ?? "", CreatedAt = now });
        db.Audit(user, AuditAct.BearerKeyCreated, inbox.Key, now, ("key_ending", ending));
        return null;
    }
}
