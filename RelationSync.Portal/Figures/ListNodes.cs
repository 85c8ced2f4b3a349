using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Figures;

/// <summary>A node of several, as of its last word.</summary>
public sealed record NodeView(Guid Id, string Name, string Version, DateTimeOffset StartedAt, DateTimeOffset SeenAt, int Drains);

/// <summary>The nodes that are there now, by name. None on SQLite, which has one.</summary>
public sealed class ListNodes(Store store, TimeProvider time)
{
    /// <summary>A node says every ten seconds that it is there: the third time that it doesn't, it no longer counts.</summary>
    public static readonly TimeSpan Alive = TimeSpan.FromSeconds(30);

    public Task<ValueList<NodeView>> RunAsync(CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - Alive;
        return store.ReadAsync(
            async (db, token) => new ValueList<NodeView>(await db.Nodes.Where(n => n.SeenAt > since).OrderBy(n => n.Name)
                .Select(n => new NodeView(n.Id, n.Name, n.Version, n.StartedAt, n.SeenAt, n.Drains)).ToListAsync(token)),
            cancellationToken);
    }
}
