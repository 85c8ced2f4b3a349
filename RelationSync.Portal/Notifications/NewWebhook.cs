namespace RelationSync.Portal.Notifications;

/// <summary>A webhook's signing secret, at the one moment when it is shown.</summary>
internal sealed record NewWebhook(Guid Id, string Secret)
{
    /// <summary>Never the secret.</summary>
    public override string ToString() => $"webhook {Id}";
}
