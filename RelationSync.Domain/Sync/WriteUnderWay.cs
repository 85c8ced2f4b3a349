namespace RelationSync.Domain.Sync;

/// <summary>A write without the marker that another drain has sent, or is about to, and whose outcome isn't stored yet.</summary>
/// <param name="Start">As it was sent.</param>
/// <param name="WhoId">The lead or the primary contact; null: none.</param>
public sealed record WriteUnderWay(DateTimeOffset Start, string? WhoId)
{
    /// <summary>Whether that Event may be what it has written.</summary>
    public bool MayBe(EventHit hit) => EventFingerprint.MinuteOf(Start) == EventFingerprint.MinuteOf(hit.Start) && WhoId == hit.WhoId;
}
