using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;

namespace RelationSync.Portal.Storage;

/// <summary>受信箱: where operations come from. Times are UTC.</summary>
public sealed class Inbox
{
    public long Id { get; set; }

    /// <summary>The key in the intake's address: lower-case letters, digits, <c>-</c> and <c>_</c>, 1 to 64 characters.</summary>
    public required string Key { get; set; }

    /// <summary>1 to 200 characters.</summary>
    public required string Name { get; set; }

    /// <summary>IANA name; the clock of chat descriptions and of this inbox's times.</summary>
    public required string TimeZone { get; set; }

    /// <summary>A test inbox (R-T16): what comes in is previewed, calls no Salesforce, and is erased after a day. Set when it is created.</summary>
    public bool IsTest { get; set; }

    /// <summary>The signing secret (<c>whsec_…</c>), encrypted.</summary>
    public required string SecretProtected { get; set; }

    /// <summary>The secret before the last rotation, encrypted; valid until <see cref="PreviousSecretUntil"/>.</summary>
    public string? PreviousSecretProtected { get; set; }

    public DateTimeOffset? PreviousSecretUntil { get; set; }

    /// <summary>
    /// From when on operations are synced: when the connection was made. Kept when a connection is deleted with its
    /// waiting actions kept for the next (R-A4); null means that operations are ignored (R-T13).
    /// </summary>
    public DateTimeOffset? SyncFrom { get; set; }

    /// <summary>Accepted source of operations for each family (R-P1).</summary>
    public InboxSources Sources { get; set; } = InboxSources.AllPush;

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? LastOperationAt { get; set; }

    /// <summary>Minutes without an operation before an alert; null: no alert.</summary>
    public int? SilentAfterMinutes { get; set; }

    /// <summary>When that was set: from then on the silence of an inbox counts that never had an operation.</summary>
    public DateTimeOffset? SilenceWatchedFrom { get; set; }

    /// <summary>Gives a family another owner (R-P1); where there never was an operation, as if from the beginning.</summary>
    public void HandOver(ChannelFamily family, SourceOwner owner, DateTimeOffset at) =>
        Sources = Sources.With(family, LastOperationAt is null ? new FamilySource(owner, owner) : Sources.Of(family).HandOver(owner, at));
}
