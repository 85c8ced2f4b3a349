using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>Adds and removes webhooks, and gives them new secrets. After a rotation both secrets sign for a day, so that the receiver can be changed after us.</summary>
internal sealed class ChangeWebhooks(
    Administrators administrators, Store store, ISecretBox secrets, GuardedDialer dialer, ChangeFeed changes, TimeProvider time)
{
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    public async Task<NewWebhook> AddAsync(ClaimsPrincipal user, string address, CancellationToken cancellationToken)
    {
        if (!await administrators.AdmitAsync(user, cancellationToken))
        {
            return NewWebhook.Refused(NotificationsFault.NotAllowed);
        }

        if (WebhookRules.FaultOf(address.Trim(), dialer.AllowsPrivate, out var url) is { } fault)
        {
            return NewWebhook.Refused(fault);
        }

        var secret = WebhookSecret.Create();
        var webhook = new NotificationWebhook
        {
            Id = Guid.NewGuid(),
            Host = url!.Authority,
            UrlProtected = secrets.Protect(SecretKind.WebhookUrl, url.AbsoluteUri),
            SecretProtected = secrets.Protect(SecretKind.WebhookSecret, secret),
            CreatedAt = time.GetUtcNow(),
        };
        var added = await store.WriteAsync(
            async (db, token) =>
            {
                if (await db.NotificationWebhooks.CountAsync(token) >= WebhookRules.Most)
                {
                    return false;
                }

                db.Add(webhook);
                Note(db, user, webhook, "added");
                return true;
            },
            cancellationToken);
        changes.Publish(ChangeTopic.Notifications);
        return added ? new NewWebhook(webhook.Id, secret, null) : NewWebhook.Refused(NotificationsFault.WebhooksTooMany);
    }

    public async Task<NewWebhook> RotateAsync(ClaimsPrincipal user, Guid id, CancellationToken cancellationToken)
    {
        var secret = WebhookSecret.Create();
        var fault = await ChangeAsync(
            user,
            id,
            "rotated",
            (_, webhook) =>
            {
                (webhook.PreviousSecretProtected, webhook.PreviousSecretUntil) = (webhook.SecretProtected, time.GetUtcNow() + Overlap);
                webhook.SecretProtected = secrets.Protect(SecretKind.WebhookSecret, secret);
            },
            cancellationToken);
        return fault is { } refused ? NewWebhook.Refused(refused) : new NewWebhook(id, secret, null);
    }

    /// <summary>What is still on its way there is given up. Null: done.</summary>
    public Task<NotificationsFault?> RemoveAsync(ClaimsPrincipal user, Guid id, CancellationToken cancellationToken) =>
        ChangeAsync(user, id, "removed", (db, webhook) => db.Remove(webhook), cancellationToken);

    private async Task<NotificationsFault?> ChangeAsync(
        ClaimsPrincipal user, Guid id, string change, Action<RelationSyncDb, NotificationWebhook> apply, CancellationToken cancellationToken)
    {
        if (!await administrators.AdmitAsync(user, cancellationToken))
        {
            return NotificationsFault.NotAllowed;
        }

        var found = await store.WriteAsync(
            async (db, token) =>
            {
                if (await db.NotificationWebhooks.SingleOrDefaultAsync(w => w.Id == id, token) is not { } webhook)
                {
                    return false;
                }

                apply(db, webhook);
                Note(db, user, webhook, change);
                return true;
            },
            cancellationToken);
        changes.Publish(ChangeTopic.Notifications);
        return found ? null : NotificationsFault.WebhookGone;
    }

    private void Note(RelationSyncDb db, ClaimsPrincipal user, NotificationWebhook webhook, string change) =>
        db.Audit(user, AuditAct.NotificationsChanged, webhook.Host, time.GetUtcNow(), ("webhook", change));
}
