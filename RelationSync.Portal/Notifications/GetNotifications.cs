using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>Reads the settings and the log of deliveries.</summary>
internal sealed class GetNotifications(Store store)
{
    public Task<NotificationsView> RunAsync(int most, CancellationToken cancellationToken) => store.ReadAsync(
        async (db, token) =>
        {
            var settings = await StoredSettings.ReadAsync(db, token);
            var webhooks = await db.NotificationWebhooks.OrderBy(w => w.CreatedAt).ToListAsync(token);
            var deliveries = await db.NotificationDeliveries.OrderByDescending(d => d.Seq).Take(most + 1).ToListAsync(token);
            return new NotificationsView(
                Mail(settings),
                settings.SmtpPasswordProtected is not null,
                Conditions(settings),
                webhooks.ConvertAll(w => new WebhookView(w.Id, w.Host, w.CreatedAt, w.PreviousSecretUntil)),
                [.. deliveries.Take(most).Select(View)],
                deliveries.Count > most);
        },
        cancellationToken);

    private static MailForm Mail(NotificationSettings s) => new()
    {
        On = s.MailOn,
        Host = s.SmtpHost,
        Port = s.SmtpPort.ToString(CultureInfo.InvariantCulture),
        Security = s.SmtpSecurity,
        User = s.SmtpUser,
        Sender = s.Sender,
        Recipients = s.Recipients,
    };

    private static ConditionsForm Conditions(NotificationSettings s) => new()
    {
        Authorization = s.TellAuthorization,
        Limit = s.TellLimit,
        Sla = s.TellSla,
        Errors = s.TellErrors,
        Silence = s.TellSilence,
        Recovery = s.TellRecovery,
        ErrorThreshold = s.ErrorThreshold.ToString(CultureInfo.InvariantCulture),
        SlaPercent = s.SlaPercent.ToString(CultureInfo.InvariantCulture),
        Language = s.Language,
    };

    private static DeliveryView View(NotificationDelivery d) => new(
        d.Seq, d.CreatedAt, d.Channel, d.WebhookId, d.Receiver, NotificationMessage.FromJson(d.MessageJson), d.Status, d.Attempts, d.DueAt, d.TriedAt, d.Fault, d.FaultCode);
}
