using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RelationSync.Portal.Storage;

/// <summary>The reading of an approved range before an inbox's connection (R-T14). Times are by Re:lation's clock.</summary>
public sealed class RelationBackfill
{
    public long InboxId { get; set; }

    /// <summary>The day that is searched next.</summary>
    public DateTimeOffset NextDay { get; set; }

    public DateTimeOffset From { get; set; }

    /// <summary>What happened then is no longer part of it.</summary>
    public DateTimeOffset Until { get; set; }

    public bool IsPaused { get; set; }

    /// <summary>Tickets that were found.</summary>
    public int Found { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    /// <summary>Null: not all is read yet.</summary>
    public DateTimeOffset? FinishedAt { get; set; }
}

internal sealed class RelationBackfillConfiguration : IEntityTypeConfiguration<RelationBackfill>
{
    public void Configure(EntityTypeBuilder<RelationBackfill> builder)
    {
        builder.HasKey(x => x.InboxId);
        builder.Property(x => x.InboxId).ValueGeneratedNever();
    }
}
