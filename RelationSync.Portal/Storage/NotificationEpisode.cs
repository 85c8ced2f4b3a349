using Microsoft.EntityFrameworkCore;

namespace RelationSync.Portal.Storage;

/// <summary>A condition of an inbox, from start to end. At most one is open for each condition. Times are UTC.</summary>
public sealed class NotificationEpisode
{
    public long Seq { get; set; }

    public NotifiedCondition Condition { get; set; }

    public long InboxId { get; set; }

    /// <summary>Since when it has been so, which may be before it was seen.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>When its start was notified; null if there was no recipient.</summary>
    public DateTimeOffset? ToldAt { get; set; }

    /// <summary>Since when all has been well again; null: it isn't.</summary>
    public DateTimeOffset? WellSince { get; set; }

    /// <summary>Null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}

internal sealed class NotificationEpisodeConfiguration : IEntityTypeConfiguration<NotificationEpisode>
{
    public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<NotificationEpisode> builder)
    {
        builder.HasKey(x => x.Seq);
        builder.HasIndex(x => new { x.Condition, x.InboxId }).IsUnique().HasFilter("\"EndedAt\" IS NULL");
        builder.HasIndex(x => x.EndedAt);
    }
}
