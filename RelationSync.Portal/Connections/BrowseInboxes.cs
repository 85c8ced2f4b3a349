using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Connections;

/// <summary>All inboxes with what is connected to them.</summary>
public sealed class BrowseInboxes(Store store, TimeProvider time)
{
    public Task<IReadOnlyList<InboxView>> RunAsync(CancellationToken cancellationToken) => store.ReadAsync(
        async (db, token) =>
        {
            var connections = await db.Connections.Include(c => c.Authorization).ToDictionaryAsync(c => c.InboxId, token);
            var inboxes = await db.Inboxes.ToListAsync(token);
            var keys = (await db.InboxBearerKeys.OrderBy(k => k.Id).ToListAsync(token))
                .ToLookup(k => k.InboxId, k => new BearerKeyView(k.Id, k.Ending, k.CreatedBy, k.CreatedAt));
            var silent = (await ListSilentInboxes.ReadAsync(db, time.GetUtcNow(), token)).ToDictionary(s => s.Inbox.Id, s => s.QuietSince);
            return (IReadOnlyList<InboxView>)[.. inboxes.OrderBy(i => i.Name, StringComparer.CurrentCulture)
                .Select(i => View(i, connections.GetValueOrDefault(i.Id)) with
                {
                    QuietSince = silent.TryGetValue(i.Id, out var since) ? since : null,
                    BearerKeys = [.. keys[i.Id]],
                    IsTest = i.IsTest,
                })];
        },
        cancellationToken);

    /// <summary>Null: there is no such inbox.</summary>
    public async Task<InboxView?> FindAsync(long id, CancellationToken cancellationToken) =>
        (await RunAsync(cancellationToken)).FirstOrDefault(i => i.Id == id);

    private static InboxView View(Inbox inbox, Connection? connection) => new(
        inbox.Id, inbox.Key, inbox.Name, inbox.TimeZone, inbox.CreatedAt, inbox.LastOperationAt, inbox.PreviousSecretUntil, connection?.Id, connection?.State)
    {
        SilentAfter = inbox.SilentAfterMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
    };
}
