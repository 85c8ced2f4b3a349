using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>Sends a test the way the real ones go: through the outbox, at once, and only once.</summary>
internal sealed class TestChannel(Commands<TestChannel> commands, DeliveryPump pump, ChangeFeed changes, TimeProvider time)
{
    /// <summary>Null: it is on its way, its outcome comes into the log of deliveries.</summary>
    public Task<CommandFault?> MailAsync(ClaimsPrincipal user, CancellationToken cancellationToken) => RunAsync(
        user,
        "mail",
        async (db, token) =>
        {
            var settings = await StoredSettings.ReadAsync(db, token);
            return settings.MailOn ? [.. Outbox.Mails(settings, NotificationMessage.Test, time.GetUtcNow())] : [];
        },
        CommandFault.MailOff,
        cancellationToken);

    /// <inheritdoc cref="MailAsync"/>
    public Task<CommandFault?> WebhookAsync(ClaimsPrincipal user, Guid id, CancellationToken cancellationToken) => RunAsync(
        user,
        "webhook",
        async (db, token) =>
        {
            var webhook = await db.NotificationWebhooks.SingleOrDefaultAsync(w => w.Id == id, token);
            return webhook is null ? [] : [Outbox.To(webhook, NotificationMessage.Test, time.GetUtcNow())];
        },
        CommandFault.WebhookGone,
        cancellationToken);

    private async Task<CommandFault?> RunAsync(
        ClaimsPrincipal user,
        string about,
        Func<RelationSyncDb, CancellationToken, Task<NotificationDelivery[]>> make,
        CommandFault none,
        CancellationToken cancellationToken)
    {
        var fault = await commands.RunAsync(
            user,
            Permission.Manage,
            async (db, token) =>
            {
                var deliveries = await make(db, token);
                if (deliveries.Length > 0)
                {
                    db.AddRange(deliveries);
                    db.Audit(user, AuditAct.NotificationTested, about, time.GetUtcNow(), ("receivers", string.Join(", ", deliveries.Select(d => d.Receiver))));
                }

                return deliveries.Length > 0 ? null : (CommandFault?)none;
            },
            cancellationToken);
        if (fault is null)
        {
            pump.Start();
            changes.Publish(ChangeTopic.Notifications);
        }

        return fault;
    }
}
