namespace RelationSync.Portal.Storage;

/// <summary>Stored by number.</summary>
public enum DeliveryChannel
{
    Mail = 0,
    Webhook = 1,
}
