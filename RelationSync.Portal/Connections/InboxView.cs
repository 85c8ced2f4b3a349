using RelationSync.Domain.Connections;

namespace RelationSync.Portal.Connections;

/// <summary>An inbox as its pages show it. Times are UTC.</summary>
/// <param name="Id">Its id in the store.</param>
/// <param name="Key">The key in the intake's address.</param>
/// <param name="Name">What people call it.</param>
/// <param name="TimeZone">IANA name of its clock.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastOperationAt">When an operation was last received.</param>
/// <param name="PreviousSecretUntil">Until when the secret before the last rotation is valid.</param>
/// <param name="ConnectionId">Its connection, or null.</param>
/// <param name="State">That connection's state.</param>
public sealed record InboxView(
    long Id,
    string Key,
    string Name,
    string TimeZone,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastOperationAt,
    DateTimeOffset? PreviousSecretUntil,
    Guid? ConnectionId,
    ConnectionState? State)
{
    /// <summary>The bearer keys that it accepts instead of a signature, the oldest first; none unless created here.</summary>
    public IReadOnlyList<BearerKeyView> BearerKeys { get; init; } = [];

    /// <summary>A test inbox (R-T16).</summary>
    public bool IsTest { get; init; }

    /// <summary>How long it may be silent until somebody is told; null: nobody is.</summary>
    public TimeSpan? SilentAfter { get; init; }

    /// <summary>Since when it is silent, for longer than that; null: it isn't.</summary>
    public DateTimeOffset? QuietSince { get; init; }
}

/// <summary>A bearer key without the key: only its last characters are known.</summary>
public sealed record BearerKeyView(long Id, string Ending, string CreatedBy, DateTimeOffset CreatedAt);
