using RelationSync.Portal.Connections;
using RelationSync.Portal.RelationApi;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting.Provisioning;

/// <summary>Hands what the file says of Re:lation's API to whoever reads it.</summary>
internal sealed class RelationSources(SaveSource source) : IRelationSources
{
    public Task SaveAsync(RelationSyncDb db, Inbox inbox, RelationSource read, bool tokenChanged, CancellationToken cancellationToken) =>
        source.RunAsync(db, inbox.Id, read.Subdomain, tokenChanged ? read.Token : null, read.BoxId, read.DefaultOperator, cancellationToken);
}
