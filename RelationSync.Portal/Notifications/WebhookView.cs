namespace RelationSync.Portal.Notifications;

/// <summary>A webhook as shown: its host alone.</summary>
public sealed record WebhookView(Guid Id, string Host, DateTimeOffset CreatedAt, DateTimeOffset? PreviousSecretUntil);
