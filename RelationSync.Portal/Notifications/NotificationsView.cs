namespace RelationSync.Portal.Notifications;

/// <summary>All that the page shows. No secret is in it.</summary>
/// <param name="Mail">How mails are sent; its password is always empty.</param>
/// <param name="HasPassword">Whether one is stored.</param>
/// <param name="Conditions">What is told.</param>
/// <param name="Webhooks">Where to.</param>
/// <param name="Deliveries">The newest first.</param>
/// <param name="HasMore">Whether there are older ones.</param>
public sealed record NotificationsView(
    MailForm Mail,
    bool HasPassword,
    ConditionsForm Conditions,
    IReadOnlyList<WebhookView> Webhooks,
    IReadOnlyList<DeliveryView> Deliveries,
    bool HasMore);
