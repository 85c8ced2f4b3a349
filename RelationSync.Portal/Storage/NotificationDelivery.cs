namespace RelationSync.Portal.Storage;

/// <summary>
/// A message on its way to one receiver, and afterwards what became of it. Made in the transaction of what it tells of;
/// sent at least once, under one <see cref="Id"/>, by which a receiver knows a repeat. Times are UTC.
/// </summary>
public sealed class NotificationDelivery
{
    public long Seq { get; set; }

    public Guid Id { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DeliveryChannel Channel { get; set; }

    /// <summary>Null: a mail.</summary>
    public Guid? WebhookId { get; set; }

    /// <summary>A mail's address, a webhook's host.</summary>
    public required string Receiver { get; set; }

    /// <summary>What it says.</summary>
    public required string MessageJson { get; set; }

    /// <summary>Tried once, by hand, and not again.</summary>
    public bool IsTest { get; set; }

    public DeliveryStatus Status { get; set; }

    public int Attempts { get; set; }

    /// <summary>When it may be tried (again). While an attempt is under way: when that one counts as broken off.</summary>
    public DateTimeOffset DueAt { get; set; }

    public DateTimeOffset? TriedAt { get; set; }

    /// <summary>Why the last attempt failed.</summary>
    public DeliveryFault? Fault { get; set; }

    /// <summary>The server's code, like <c>HTTP 503</c> or <c>SMTP 550</c>; never its words.</summary>
    public string? FaultCode { get; set; }
}

internal sealed class NotificationDeliveryConfiguration : Microsoft.EntityFrameworkCore.IEntityTypeConfiguration<NotificationDelivery>
{
    public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<NotificationDelivery> builder)
    {
        builder.HasKey(x => x.Seq);
        builder.HasIndex(x => x.Id).IsUnique();
        builder.HasIndex(x => new { x.Status, x.DueAt });
        builder.HasIndex(x => x.CreatedAt);
    }
}
