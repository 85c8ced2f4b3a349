namespace RelationSync.Portal.Storage;

/// <summary>
/// What an action's Event was sent with, beside its texts: the subject stands in the action, the description is kept as
/// its measure only. One row an action, of its last write that was done or may have been. Times are UTC.
/// </summary>
public sealed class WrittenEvent
{
    public long ActionSeq { get; set; }

    /// <summary>When it was sent.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>18-character id of the org it was sent to; null: sent before this was kept.</summary>
    public string? OrgId { get; set; }

    public required string OwnerId { get; set; }

    public DateTimeOffset Start { get; set; }

    public DateTimeOffset End { get; set; }

    /// <summary>Null: written without Type (R-M5).</summary>
    public string? Type { get; set; }

    /// <summary>Contacts in order, or one lead, separated by commas; null: none (R-W11).</summary>
    public string? WhoIds { get; set; }

    public string? WhatId { get; set; }

    public int SubjectLength { get; set; }

    public int DescriptionLines { get; set; }

    public int DescriptionLength { get; set; }
}

internal sealed class WrittenEventConfiguration : Microsoft.EntityFrameworkCore.IEntityTypeConfiguration<WrittenEvent>
{
    public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<WrittenEvent> builder)
    {
        builder.HasKey(x => x.ActionSeq);
        builder.Property(x => x.ActionSeq).ValueGeneratedNever();
    }
}
