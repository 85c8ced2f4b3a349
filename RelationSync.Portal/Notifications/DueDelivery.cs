using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>A delivery that is to be tried now, with the settings of now.</summary>
/// <param name="Delivery">It.</param>
/// <param name="Settings">How mails are sent.</param>
/// <param name="Webhook">Where it goes; null: it is a mail, or the webhook is gone.</param>
internal sealed record DueDelivery(NotificationDelivery Delivery, NotificationSettings Settings, NotificationWebhook? Webhook);
