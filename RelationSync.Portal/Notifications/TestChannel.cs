using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>Sends a test the way the real ones go: through the outbox, at once, and only once.</summary>
internal sealed class TestChannel(Administrators administrators, Store store, DeliveryPump pump, ChangeFeed changes, TimeProvider time)
{
    /// <summary>Null: it is on its way, its outcome comes into the log of deliveries.</summary>
    public Task<NotificationsFault?> MailAsync(ClaimsPrincipal user, CancellationToken cancellationToken) => RunAsync(
        user,
        "mail",
        async (db, token) =>
        {
            var settings = await StoredSettings.ReadAsync(db, token);
            return settings.MailOn ? [.. Outbox.Mails(settings, NotificationMessage.Test, time.GetUtcNow())] : [];
        },
        NotificationsFault.MailOff,
        cancellationToken);

    /// <inheritdoc cref="MailAsync"/>
    public Task<NotificationsFault?> WebhookAsync(ClaimsPrincipal user, Guid id, CancellationToken cancellationToken) => RunAsync(
        user,
        "webhook",
        async (db, token) =>
        {
            var webhook = await db.NotificationWebhooks.SingleOrDefaultAsync(w => w.Id == id, token);
            return webhook is null ? [] : [Outbox.To(webhook, NotificationMessage.Test, time.GetUtcNow())];
        },
        NotificationsFault.WebhookGone,
        cancellationToken);

    private async Task<NotificationsFault?> RunAsync(
        ClaimsPrincipal user,
        string about,
        Func<RelationSyncDb, CancellationToken, Task<NotificationDelivery[]>> make,
        NotificationsFault none,
        CancellationToken cancellationToken)
    {
        if (!await administrators.AdmitAsync(user, cancellationToken))
        {
            return NotificationsFault.NotAllowed;
        }

        var made = await store.WriteAsync(
            async (db, token) =>
            {
                var deliveries = await make(db, token);
                if (deliveries.Length > 0)
                {
                    db.AddRange(deliveries);
                    db.Audit(user, AuditAct.NotificationTested, about, time.GetUtcNow(), ("receivers", string.Join(", ", deliveries.Select(d => d.Receiver))));
                }

                return deliveries.Length > 0;
            },
            cancellationToken);
        if (!made)
        {
            return none;
        }

        pump.Start();
        changes.Publish(ChangeTopic.Notifications);
        return null;
    }
}
