namespace RelationSync.Domain.Operations;

/// <summary>Why a well-formed operation is ignored. Stored by name; pages word these names.</summary>
public enum IgnoredReason
{
    Other,

    /// <summary>R-T3.</summary>
    Broadcast,

    /// <summary>R-T13: the inbox has no connection.</summary>
    NotConnected,

    /// <summary>R-T13: it happened before the connection was created.</summary>
    BeforeConnection,

    /// <summary>R-T14.</summary>
    OutsideRange,

    /// <summary>R-P1: another source owns its family.</summary>
    OtherSource,

    /// <summary>R-P1: the other source sent it around a handover.</summary>
    Handover,

    /// <summary>R-P1: its ticket moved, and the message belongs to another inbox.</summary>
    Moved,
}
