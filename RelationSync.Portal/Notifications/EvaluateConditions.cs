using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>
/// Looks at what holds now and keeps the episodes by it. All that begins or ends within one evaluation goes into one
/// message. Episodes and their deliveries are stored in one transaction, so no restart tells anything twice or never.
/// </summary>
internal sealed class EvaluateConditions(ReadFindings query, Store store, ChangeFeed changes, TimeProvider time)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var findings = await query.RunAsync(cancellationToken);

        // Mostly nothing is new: the writer isn't bothered then.
        if (await store.ReadAsync(async (db, token) => (await WriteAsync(db, findings, token)).HasChanges, cancellationToken))
        {
            await store.WriteAsync((db, token) => KeepAsync(db, findings, token), cancellationToken);
            changes.Publish(ChangeTopic.Notifications);
        }
    }

    private async Task KeepAsync(RelationSyncDb db, Findings findings, CancellationToken cancellationToken)
    {
        var tracker = await WriteAsync(db, findings, cancellationToken);
        db.AddRange(tracker.Begun);
        if (tracker.Facts.Count > 0)
        {
            await Outbox.AddAsync(db, await StoredSettings.ReadAsync(db, cancellationToken), new NotificationMessage(tracker.Facts), time.GetUtcNow(), cancellationToken);
        }
    }

    private async Task<AlertTracker> WriteAsync(RelationSyncDb db, Findings findings, CancellationToken cancellationToken)
    {
        var settings = await StoredSettings.ReadAsync(db, cancellationToken);
        var open = await db.NotificationEpisodes.Where(e => e.EndedAt == null).ToListAsync(cancellationToken);
        var tracker = new AlertTracker(open, findings, settings, time.GetUtcNow());
        tracker.Write(await Outbox.IsHeardAsync(db, settings, cancellationToken));
        return tracker;
    }
}
