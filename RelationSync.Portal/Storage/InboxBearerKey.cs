using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RelationSync.Portal.Storage;

/// <summary>A key that an inbox accepts instead of a signature. Times are UTC.</summary>
public sealed class InboxBearerKey
{
    /// <summary>The most that an inbox has at once: the current one, and the next during a rotation.</summary>
    public const int Most = 2;

    public long Id { get; set; }

    public long InboxId { get; set; }

    /// <summary>SHA-256 of the key.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>Its last characters.</summary>
    public required string Ending { get; set; }

    /// <summary>E-mail of the administrator who created it.</summary>
    public required string CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class InboxBearerKeyConfiguration : IEntityTypeConfiguration<InboxBearerKey>
{
    public void Configure(EntityTypeBuilder<InboxBearerKey> builder)
    {
        builder.HasOne<Inbox>().WithMany().HasForeignKey(x => x.InboxId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(x => x.InboxId);
    }
}
