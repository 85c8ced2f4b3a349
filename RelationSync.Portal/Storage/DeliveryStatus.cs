namespace RelationSync.Portal.Storage;

/// <summary>State of a delivery. Stored by number.</summary>
public enum DeliveryStatus
{
    /// <summary>To be tried, or tried again.</summary>
    Waiting = 0,

    /// <summary>The receiver has said that it has it.</summary>
    Delivered = 1,

    GivenUp = 2,
}
