using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RelationSync.Portal.Storage;

/// <summary>A ticket of Re:lation as it was seen last. Times are by Re:lation's clock.</summary>
public sealed class RelationTicket
{
    public required string Subdomain { get; set; }

    public long BoxId { get; set; }

    public long TicketId { get; set; }

    /// <summary>As last read; null: never read.</summary>
    public DateTimeOffset? LastUpdatedAt { get; set; }

    /// <summary>It was read within the second of its last change, so another may hide behind the same time.</summary>
    public bool IsSoft { get; set; }

    /// <summary>Since when it is known to have changed; null: it was read since.</summary>
    public DateTimeOffset? DirtySince { get; set; }

    /// <summary>Which search saw it change.</summary>
    public RelationLane Lane { get; set; }

    /// <summary>What is older than this should have been seen before it became dirty; null: nothing.</summary>
    public DateTimeOffset? ExpectedFrom { get; set; }

    /// <summary>Not read before, after a failure.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>Failures in a row.</summary>
    public int Attempts { get; set; }

    public DateTimeOffset? FailingSince { get; set; }

    /// <summary>When to read it again even if nothing changed: a chat's pause ends, or something wasn't understood.</summary>
    public DateTimeOffset? LookAgainAt { get; set; }

    /// <summary>Looks at what wasn't understood.</summary>
    public int Looks { get; set; }

    public string? Assignee { get; set; }

    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>When it was found to be gone.</summary>
    public DateTimeOffset? GoneAt { get; set; }
}

/// <summary>The values are stored: don't renumber.</summary>
public enum RelationLane
{
    Scan = 0,
    Sweep = 1,
    Deep = 2,

    /// <summary>Because an administrator asked.</summary>
    Asked = 3,

    Backfill = 4,
}

internal sealed class RelationTicketConfiguration : IEntityTypeConfiguration<RelationTicket>
{
    public void Configure(EntityTypeBuilder<RelationTicket> builder)
    {
        builder.HasKey(x => new { x.Subdomain, x.BoxId, x.TicketId });
        // Only what is still to be read.
        builder.HasIndex(x => new { x.Subdomain, x.BoxId, x.DirtySince }).HasFilter("\"DirtySince\" IS NOT NULL").HasDatabaseName("IX_RelationTickets_Dirty");
        builder.HasIndex(x => new { x.Subdomain, x.LookAgainAt }).HasFilter("\"LookAgainAt\" IS NOT NULL").HasDatabaseName("IX_RelationTickets_LookAgain");
    }
}
