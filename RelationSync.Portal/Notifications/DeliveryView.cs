using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>A delivery as shown.</summary>
public sealed record DeliveryView(
    long Seq,
    DateTimeOffset CreatedAt,
    DeliveryChannel Channel,
    Guid? WebhookId,
    string Receiver,
    NotificationMessage Message,
    DeliveryStatus Status,
    int Attempts,
    DateTimeOffset DueAt,
    DateTimeOffset? TriedAt,
    DeliveryFault? Fault,
    string? FaultCode)
{
    public bool IsTest => Message.Facts.Count == 0;
}
