namespace RelationSync.Portal.Storage;

/// <summary>
/// Where notifications are posted to. Chat tools' addresses carry a token, so the address is a secret like the signing
/// secret: both are encrypted and never shown again; the host is shown.
/// </summary>
public sealed class NotificationWebhook
{
    public Guid Id { get; set; }

    /// <summary>Host and port, as shown.</summary>
    public required string Host { get; set; }

    public required string UrlProtected { get; set; }

    /// <summary>The signing secret (<c>whsec_…</c>), encrypted.</summary>
    public required string SecretProtected { get; set; }

    /// <summary>The secret before the last rotation, encrypted; signs beside the new one until <see cref="PreviousSecretUntil"/>.</summary>
    public string? PreviousSecretProtected { get; set; }

    public DateTimeOffset? PreviousSecretUntil { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class NotificationWebhookConfiguration : Microsoft.EntityFrameworkCore.IEntityTypeConfiguration<NotificationWebhook>
{
    public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<NotificationWebhook> builder) => builder.HasKey(x => x.Id);
}
