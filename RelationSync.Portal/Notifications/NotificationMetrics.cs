using System.Diagnostics.Metrics;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>Meter <c>RelationSync.Notifications</c>: attempts by channel and outcome (<c>delivered</c>, <c>again</c>, <c>given_up</c>).</summary>
internal sealed class NotificationMetrics
{
    private readonly Counter<long> _attempts;

    public NotificationMetrics(IMeterFactory meters) => _attempts = meters.Create("RelationSync.Notifications")
        .CreateCounter<long>("relationsync.notifications.attempts", "{attempt}", "Attempts to deliver a notification, by channel and outcome.");

    public void Attempt(DeliveryChannel channel, DeliveryStatus status) => _attempts.Add(
        1,
        new("channel", channel is DeliveryChannel.Mail ? "mail" : "webhook"),
        new("outcome", status switch
        {
            DeliveryStatus.Delivered => "delivered",
            DeliveryStatus.Waiting => "again",
            DeliveryStatus.GivenUp => "given_up",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "no such status"),
        }));
}
