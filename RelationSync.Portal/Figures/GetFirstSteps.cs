using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Figures;

/// <summary>Tells how far an installation, or one of its inboxes, is on the way to its first Event.</summary>
public sealed class GetFirstSteps(Store store)
{
    public Task<FirstStepsView> RunAsync(CancellationToken cancellationToken) => store.ReadAsync(ReadAsync, cancellationToken);

    /// <summary>Whether an inbox has an Event that isn't a test's.</summary>
    public Task<bool> HasRealEventAsync(long inboxId, CancellationToken cancellationToken) => store.ReadAsync(
        (db, token) => db.Actions.AnyAsync(a => a.Status == ActionStatus.Synced && a.InboxId == inboxId && !a.IsTest, token), cancellationToken);

    private static async Task<FirstStepsView> ReadAsync(RelationSyncDb db, CancellationToken cancellationToken)
    {
        if (await db.Dialect.By(db.Actions, "IX_Actions_SyncedAt").AnyAsync(a => a.SyncedAt != null, cancellationToken))
        {
            return new FirstStepsView(null, null, null, null, HasEvent: true);
        }

        var connection = await db.Connections.AsNoTracking().Include(c => c.Inbox).Include(c => c.Authorization).OrderBy(c => c.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        var inbox = connection?.Inbox ?? await db.Inboxes.AsNoTracking().Where(i => !i.IsTest).OrderBy(i => i.Id).FirstOrDefaultAsync(cancellationToken);
        return new FirstStepsView(
            inbox is null ? null : new FirstInbox(inbox.Id, inbox.Key, inbox.Name, inbox.Sources.ReadsApi),
            connection?.Id,
            connection is null ? null : new Uri(connection.Authorization.InstanceUrl ?? connection.Authorization.LoginUrl).Authority,
            connection?.Authorization.Username,
            HasEvent: false);
    }
}
