using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting.Provisioning;

/// <summary>A source that the file gives an inbox and that isn't applied yet.</summary>
/// <param name="Applied">The entry as it was applied before, or null.</param>
internal sealed record SourceChange(Inbox Inbox, string At, ProvisionedSource Source, ProvisionedEntry? Applied, string Hash, string TokenHash)
{
    /// <summary>False if only its token is another one.</summary>
    public bool IsOther => Applied?.Hash != Hash;

    /// <summary>True if this inbox is to be read from the box that this row of another one has.</summary>
    public bool Takes(RelationBox row) => Inbox.Id != row.InboxId && IsOf(row);

    /// <summary>True if this row's inbox is to be read from another box.</summary>
    public bool Leaves(RelationBox row) => Inbox.Id == row.InboxId && Source.Relation is not null && !IsOf(row);

    private bool IsOf(RelationBox row) => Source.Relation is { } read && read.Subdomain == row.Subdomain && read.BoxId == row.BoxId;
}
