using Microsoft.EntityFrameworkCore;

namespace RelationSync.Portal.Storage;

/// <summary>A condition of an inbox from its begin to its end. At most one goes on at a time for each. Times are UTC.</summary>
public sealed class NotificationEpisode
{
    public long Seq { get; set; }

    public NotifiedCondition Condition { get; set; }

    public long InboxId { get; set; }

    /// <summary>Since when it has been so, which may be before it was seen.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>When its begin was told; null: it wasn't, nobody wanted to know.</summary>
    public DateTimeOffset? ToldAt { get; set; }

    /// <summary>Since when all has been well again; null: it isn't.</summary>
    public DateTimeOffset? WellSince { get; set; }

    /// <summary>Null: it goes on.</summary>
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
