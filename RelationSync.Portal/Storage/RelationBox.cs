using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RelationSync.Portal.Storage;

/// <summary>The message box of Re:lation that an inbox is read from. Times are by Re:lation's clock.</summary>
public sealed class RelationBox
{
    public long InboxId { get; set; }

    public required string Subdomain { get; set; }

    public long BoxId { get; set; }

    /// <summary>As Re:lation calls it; empty until that is known.</summary>
    public string Name { get; set; } = "";

    /// <summary>Login email of the default operator, used if nothing else names one.</summary>
    public required string DefaultOperator { get; set; }

    /// <summary>What else an administrator chose, as JSON; empty: the usual.</summary>
    public string Rules { get; set; } = "";

    /// <summary>From when on it is read; null: it never was.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>Up to when everything was seen.</summary>
    public DateTimeOffset? CompleteThrough { get; set; }

    public DateTimeOffset? NextScanAt { get; set; }

    public int PeriodSeconds { get; set; }

    /// <summary>Pages that the last scan took.</summary>
    public int Pages { get; set; } = 1;

    /// <summary>When a ticket of it last changed.</summary>
    public DateTimeOffset? ChangedAt { get; set; }

    public DateTimeOffset? NextSweepAt { get; set; }

    /// <summary>The day of the deep sweep that comes next; null: none is under way.</summary>
    public DateTimeOffset? DeepFrom { get; set; }

    /// <summary>When the last deep sweep began.</summary>
    public DateTimeOffset? DeepAt { get; set; }

    public RelationBoxFault Fault { get; set; }

    /// <summary>Not asked before.</summary>
    public DateTimeOffset? FaultUntil { get; set; }

    /// <summary>Scans in a row that were refused as wrong.</summary>
    public int RefusedScans { get; set; }

    /// <summary>When an administrator stopped the reading; null while it runs.</summary>
    public DateTimeOffset? StoppedAt { get; set; }
}

/// <summary>The values are stored: don't renumber.</summary>
public enum RelationBoxFault
{
    None = 0,

    /// <summary>The token may not read it.</summary>
    Forbidden = 1,

    /// <summary>It isn't there any more.</summary>
    Gone = 2,
}

internal sealed class RelationBoxConfiguration : IEntityTypeConfiguration<RelationBox>
{
    public void Configure(EntityTypeBuilder<RelationBox> builder)
    {
        builder.HasKey(x => x.InboxId);
        builder.Property(x => x.InboxId).ValueGeneratedNever();
        builder.HasIndex(x => new { x.Subdomain, x.BoxId }).IsUnique();
    }
}
