using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>Erases deliveries and episodes that are over and older than the log is kept, a small step a run.</summary>
internal sealed class ForgetOld(Store store, DeliveryTimes times, ChangeFeed changes, TimeProvider time)
{
    public const int Step = 500;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - times.Keep;
        if (await store.ReadAsync(async (db, token) => await Deliveries(db, before).AnyAsync(token) || await Episodes(db, before).AnyAsync(token), cancellationToken))
        {
            await store.WriteAsync(
                async (db, token) =>
                {
                    db.RemoveRange(await Deliveries(db, before).OrderBy(d => d.CreatedAt).Take(Step).ToListAsync(token));
                    db.RemoveRange(await Episodes(db, before).OrderBy(e => e.EndedAt).Take(Step).ToListAsync(token));
                },
                cancellationToken);
            changes.Publish(ChangeTopic.Notifications);
        }
    }

    private static IQueryable<NotificationDelivery> Deliveries(RelationSyncDb db, DateTimeOffset before) =>
        db.NotificationDeliveries.Where(d => d.CreatedAt < before && d.Status != DeliveryStatus.Waiting);

    private static IQueryable<NotificationEpisode> Episodes(RelationSyncDb db, DateTimeOffset before) => db.NotificationEpisodes.Where(e => e.EndedAt < before);
}
