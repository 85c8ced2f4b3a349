using RelationSync.Domain.Operations;

namespace RelationSync.Portal.Storage;

/// <summary>An inbox as the intake knows it: its id, and the keys that its signatures may be made with: the one before the last rotation only until its time is over.</summary>
/// <param name="HasUnreadable">A key that it has can't be decrypted: who isn't known by the others can't be judged.</param>
internal sealed record InboxEntry(long Id, byte[]? Key, byte[]? PreviousKey, DateTimeOffset? PreviousUntil, bool HasUnreadable = false)
{
    /// <summary>Hashes of the bearer keys that it accepts instead of a signature; none unless an administrator created one.</summary>
    public IReadOnlyList<byte[]> BearerHashes { get; init; } = [];

    /// <summary>A test inbox (R-T16).</summary>
    public bool IsTest { get; init; }

    /// <summary>Accepted source of operations for each family (R-P1).</summary>
    public InboxSources Sources { get; init; } = InboxSources.AllPush;
}
