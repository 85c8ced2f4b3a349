namespace RelationSync.Portal.Relation;

/// <summary>An inbox as the intake knows it: its id, and the keys that its signatures may be made with.</summary>
internal sealed record InboxEntry(long Id, byte[] Key, byte[]? PreviousKey, DateTimeOffset? PreviousUntil)
{
    /// <summary>The keys that are valid now; the one before the last rotation only for its time.</summary>
    public IReadOnlyList<byte[]> KeysAt(DateTimeOffset now) => PreviousKey is not null && now < PreviousUntil ? [Key, PreviousKey] : [Key];
}
