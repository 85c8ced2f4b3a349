using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>Puts messages into the store, a delivery for each receiver, within the transaction of what they tell of.</summary>
internal static class Outbox
{
    /// <summary>Whether there is anybody to tell.</summary>
    public static async Task<bool> IsHeardAsync(RelationSyncDb db, NotificationSettings settings, CancellationToken cancellationToken) =>
        settings.MailOn || await db.NotificationWebhooks.AnyAsync(cancellationToken);

    public static async Task AddAsync(
        RelationSyncDb db, NotificationSettings settings, NotificationMessage message, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (settings.MailOn)
        {
            db.AddRange(Mails(settings, message, now));
        }

        var webhooks = await db.NotificationWebhooks.ToListAsync(cancellationToken);
        db.AddRange(webhooks.Select(w => To(w, message, now)));
    }

    public static IEnumerable<NotificationDelivery> Mails(NotificationSettings settings, NotificationMessage message, DateTimeOffset now) =>
        settings.RecipientList.Select(r => New(DeliveryChannel.Mail, null, r, message, now));

    public static NotificationDelivery To(NotificationWebhook webhook, NotificationMessage message, DateTimeOffset now) =>
        New(DeliveryChannel.Webhook, webhook.Id, webhook.Host, message, now);

    private static NotificationDelivery New(DeliveryChannel channel, Guid? webhookId, string receiver, NotificationMessage message, DateTimeOffset now) => new()
    {
        Id = Guid.NewGuid(),
        CreatedAt = now,
        Channel = channel,
        WebhookId = webhookId,
        Receiver = receiver,
        MessageJson = message.ToJson(),
        IsTest = message.Facts.Count == 0,
        DueAt = now,
    };
}
