namespace RelationSync.Portal.Relation;

/// <summary>An inbox as the intake knows it: its id, and the keys that its signatures may be made with: the one before the last rotation only until its time is over.</summary>
internal sealed record InboxEntry(long Id, byte[] Key, byte[]? PreviousKey, DateTimeOffset? PreviousUntil);
