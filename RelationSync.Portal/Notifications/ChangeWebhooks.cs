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
    Commands<ChangeWebhooks> commands, ISecretBox secrets, GuardedDialer dialer, ChangeFeed changes, TimeProvider time)
{
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    public async Task<Outcome<NewWebhook>> AddAsync(ClaimsPrincipal user, string address, CancellationToken cancellationToken)
    {
        var secret = WebhookSecret.Create();
        var outcome = await commands.RunAsync<NewWebhook>(
            user,
            Permission.Manage,
            async (db, token) =>
            {
                if (WebhookRules.FaultOf(address.Trim(), dialer.AllowsPrivate, out var url) is { } fault)
                {
                    return fault;
                }

                if (await db.NotificationWebhooks.CountAsync(token) >= WebhookRules.Most)
                {
                    return CommandFault.WebhooksTooMany;
                }

                var webhook = new NotificationWebhook
                {
                    Id = Guid.NewGuid(),
                    Host = url!.Authority,
                    UrlProtected = secrets.Protect(SecretKind.WebhookUrl, url.AbsoluteUri),
                    SecretProtected = secrets.Protect(SecretKind.WebhookSecret, secret),
                    CreatedAt = time.GetUtcNow(),
                };
                db.Add(webhook);
                Note(db, user, webhook, "added");
                return new NewWebhook(webhook.Id, secret);
            },
            cancellationToken);
        if (outcome.Fault is null)
        {
            changes.Publish(ChangeTopic.Notifications);
        }

        return outcome;
    }

    public async Task<Outcome<NewWebhook>> RotateAsync(ClaimsPrincipal user, Guid id, CancellationToken cancellationToken)
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
        return fault is { } refused ? refused : new NewWebhook(id, secret);
    }

    /// <summary>What is still on its way there is given up. Null: done.</summary>
    public Task<CommandFault?> RemoveAsync(ClaimsPrincipal user, Guid id, CancellationToken cancellationToken) =>
        ChangeAsync(user, id, "removed", (db, webhook) => db.Remove(webhook), cancellationToken);

    private async Task<CommandFault?> ChangeAsync(
        ClaimsPrincipal user, Guid id, string change, Action<RelationSyncDb, NotificationWebhook> apply, CancellationToken cancellationToken)
    {
        var fault = await commands.RunAsync(
            user,
            Permission.Manage,
            async (db, token) =>
            {
                if (await db.NotificationWebhooks.SingleOrDefaultAsync(w => w.Id == id, token) is not { } webhook)
                {
                    return CommandFault.WebhookGone;
                }

                apply(db, webhook);
                Note(db, user, webhook, change);
                return (CommandFault?)null;
            },
            cancellationToken);
        if (fault is null)
        {
            changes.Publish(ChangeTopic.Notifications);
        }

        return fault;
    }

    private void Note(RelationSyncDb db, ClaimsPrincipal user, NotificationWebhook webhook, string change) =>
        db.Audit(user, AuditAct.NotificationsChanged, webhook.Host, time.GetUtcNow(), ("webhook", change));
}
