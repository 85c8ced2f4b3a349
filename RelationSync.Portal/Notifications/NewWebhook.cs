namespace RelationSync.Portal.Notifications;

/// <summary>A webhook's signing secret at the one moment when it is shown, or why there is none.</summary>
internal sealed record NewWebhook(Guid Id, string? Secret, NotificationsFault? Fault)
{
    public static NewWebhook Refused(NotificationsFault fault) => new(Guid.Empty, null, fault);

    /// <summary>Never the secret.</summary>
    public override string ToString() => $"webhook {Id} {Fault}";
}
