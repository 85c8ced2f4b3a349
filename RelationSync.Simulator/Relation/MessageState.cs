namespace RelationSync.Simulator.Relation;

/// <summary>A state of a message and the time during which the API showed it.</summary>
internal sealed class MessageState(string action, DateTimeOffset? sentAt, DateTimeOffset lastUpdatedAt, DateTimeOffset from)
{
    public string Action => action;

    public DateTimeOffset? SentAt => sentAt;

    public DateTimeOffset LastUpdatedAt { get; set; } = lastUpdatedAt;

    /// <summary>By Re:lation's clock, to the millisecond.</summary>
    public DateTimeOffset From => from;

    /// <summary>Null while it lasts.</summary>
    public DateTimeOffset? Until { get; set; }

    /// <summary>When a good answer first carried it unchanged; null if none did.</summary>
    public DateTimeOffset? ServedAt { get; set; }
}
