namespace RelationSync.Benchmarks.Histories;

/// <summary>An Event as it stands in the org of a history.</summary>
internal sealed record HistoryEvent(
    string Id, Guid? Marker, string Subject, DateTimeOffset Start, DateTimeOffset End, string Description, string OwnerId, string? WhoId,
        string CreatedById, DateTimeOffset CreatedAt)
{
    public bool IsDeleted { get; init; }

    /// <summary>None of ours: nobody of us may touch it.</summary>
    public bool IsStrangers { get; init; }
}
