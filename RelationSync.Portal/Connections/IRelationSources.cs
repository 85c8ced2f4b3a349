using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>Keeps how Re:lation's API is read, for whoever reads it.</summary>
internal interface IRelationSources
{
    /// <summary>Stores what the provisioning file says of an inbox, within the write that applies the file.</summary>
    /// <param name="db">That write's.</param>
    /// <param name="inbox">Has its id by now.</param>
    /// <param name="source">What the file says.</param>
    /// <param name="tokenChanged">Whether the token's own value is new in the file; otherwise the one that is stored stays.</param>
    /// <param name="cancellationToken">Ends it without effect.</param>
    Task SaveAsync(RelationSyncDb db, Inbox inbox, RelationSource source, bool tokenChanged, CancellationToken cancellationToken);
}
