namespace RelationSync.Portal.Storage;

/// <summary>Why a well-formed operation isn't taken. Stored by name; the pages' texts go by these names.</summary>
public enum IgnoredReason
{
    Other,

    /// <summary>R-T3.</summary>
    Broadcast,

    /// <summary>R-T13: the inbox has no connection.</summary>
    NotConnected,

    /// <summary>R-T13: it happened before the connection was made.</summary>
    BeforeConnection,

    /// <summary>R-T14.</summary>
    OutsideRange,

    /// <summary>R-P1: another source owns its family.</summary>
    OtherSource,

    /// <summary>R-P1: the other source told of it around a handover.</summary>
    Handover,
}

/// <summary>Tells the reasons apart by what the sender is answered.</summary>
internal static class IgnoredReasons
{
    private static readonly (string Beginning, IgnoredReason Reason)[] Answers =
    [
        ("R-T3:", IgnoredReason.Broadcast),
        ("R-T13: this inbox", IgnoredReason.NotConnected),
        ("R-T13:", IgnoredReason.BeforeConnection),
        ("R-T14:", IgnoredReason.OutsideRange),
        ("R-P1: source", IgnoredReason.OtherSource),
        ("R-P1:", IgnoredReason.Handover),
    ];

    public static IgnoredReason Of(string answer) =>
        Answers.FirstOrDefault(a => answer.StartsWith(a.Beginning, StringComparison.Ordinal)).Reason;
}
