using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>
/// Sends what is due. An attempt is counted and put off in the store before it begins: a process that dies with it, or
/// another beside us, doesn't try it at the same time. What fails is tried again with exponential backoff and full jitter
/// until it is given up.
/// </summary>
internal sealed class DeliverDue(
    Store store, SendDelivery send, DeliveryTimes times, NotificationMetrics metrics, ChangeFeed changes, TimeProvider time, ILogger<DeliverDue> logger)
{
    private const int AtOnce = 8;
    private readonly Backoff _backoff = new(times.RetryBase, times.RetryMost, Random.Shared);

    /// <summary>Goes on until nothing is due.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await ClaimAsync(cancellationToken) is { Count: > 0 } due)
        {
            changes.Publish(ChangeTopic.Notifications);
            await Task.WhenAll(due.Select(d => TryAsync(d, cancellationToken)));
        }
    }

    private async Task<IReadOnlyList<DueDelivery>> ClaimAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await store.ReadAsync((db, token) => Due(db, now).AnyAsync(token), cancellationToken)
            ? await store.WriteAsync((db, token) => ClaimAsync(db, now, token), cancellationToken)
            : [];
    }

    private async Task<IReadOnlyList<DueDelivery>> ClaimAsync(RelationSyncDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var settings = await StoredSettings.ReadAsync(db, cancellationToken);
        var webhooks = await db.NotificationWebhooks.AsNoTracking().ToDictionaryAsync(w => w.Id, cancellationToken);
        var due = await Due(db, now).OrderBy(d => d.DueAt).ThenBy(d => d.Seq).Take(AtOnce).ToListAsync(cancellationToken);
        foreach (var delivery in due)
        {
            (delivery.Attempts, delivery.TriedAt, delivery.DueAt) = (delivery.Attempts + 1, now, now + times.Claim);
        }

        return due.ConvertAll(d => new DueDelivery(d, settings, d.WebhookId is { } id ? webhooks.GetValueOrDefault(id) : null));
    }

    private static IQueryable<NotificationDelivery> Due(RelationSyncDb db, DateTimeOffset now) =>
        db.NotificationDeliveries.Where(d => d.Status == DeliveryStatus.Waiting && d.DueAt <= now);

    private async Task TryAsync(DueDelivery due, CancellationToken cancellationToken)
    {
        var failure = await send.RunAsync(due, cancellationToken);
        var (now, delivery) = (time.GetUtcNow(), due.Delivery);
        var status = failure is null ? DeliveryStatus.Delivered : IsOver(delivery, failure, now) ? DeliveryStatus.GivenUp : DeliveryStatus.Waiting;
        var (again, last) = (now + _backoff.After(delivery.Attempts), delivery.CreatedAt + times.GiveUpAfter);
        var dueAt = again < last ? again : last;

        // Not cancelled any more: what became of the attempt is known and must be kept.
        await store.WriteAsync(
            (db, token) => db.NotificationDeliveries
                .Where(d => d.Seq == delivery.Seq && d.Status == DeliveryStatus.Waiting && d.Attempts == delivery.Attempts)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(d => d.Status, status)
                        .SetProperty(d => d.DueAt, dueAt)
                        .SetProperty(d => d.TriedAt, now)
                        .SetProperty(d => d.Fault, failure == null ? null : failure.Fault)
                        .SetProperty(d => d.FaultCode, failure == null ? null : failure.Code),
                    token),
            CancellationToken.None);
        metrics.Attempt(delivery.Channel, status);
        Log(delivery, status, failure);
        changes.Publish(ChangeTopic.Notifications);
    }

    private bool IsOver(NotificationDelivery delivery, DeliveryException failure, DateTimeOffset now) =>
        failure.IsFinal || delivery.IsTest || now - delivery.CreatedAt >= times.GiveUpAfter;

    private void Log(NotificationDelivery delivery, DeliveryStatus status, DeliveryException? failure)
    {
        if (failure is null)
        {
            logger.LogInformation("Notification {Delivery} delivered by {Channel} at attempt {Attempt}.", delivery.Id, delivery.Channel, delivery.Attempts);
        }
        else
        {
            logger.LogWarning(
                "Notification {Delivery} by {Channel} failed at attempt {Attempt}: {Fault} {Code}; {Next}.",
                delivery.Id, delivery.Channel, delivery.Attempts, failure.Fault, failure.Code, status is DeliveryStatus.GivenUp ? "given up" : "it is tried again");
        }
    }
}
