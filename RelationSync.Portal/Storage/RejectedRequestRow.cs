using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RelationSync.Portal.Storage;

/// <summary>
/// What the intake refused of one kind within a quarter of an hour: how often, and the latest as an example. Never holds
/// anything of an operation's content. Days begin on a quarter in every time zone. Times are UTC.
/// </summary>
public sealed class RejectedRequestRow
{
    public const int MostPointer = 200;
    public const int MostMessage = 300;

    /// <summary>Stands for all unknown inboxes, so that invented keys don't fill the table.</summary>
    public const long NoInbox = 0;

    public long InboxId { get; set; }

    /// <summary>The beginning of the quarter of an hour.</summary>
    public DateTimeOffset Quarter { get; set; }

    public RejectionReason Reason { get; set; }

    /// <summary>Of a rejected operation: where the fault is, with <c>*</c> for a place in a list; else empty.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The contract's word; it is no memory address.")]
    public required string Pointer { get; set; }

    /// <summary>Of a rejected operation: what is wrong there; else empty.</summary>
    public required string Message { get; set; }

    /// <summary>Requests, or of <see cref="RejectionReason.Rejected"/> operations.</summary>
    public long Count { get; set; }

    public DateTimeOffset FirstAt { get; set; }

    public DateTimeOffset LastAt { get; set; }

    /// <summary>Where the latest came from: an address, or the network of a long one.</summary>
    public string? Network { get; set; }

    /// <summary>The latest one's <c>webhook-id</c>.</summary>
    public string? WebhookId { get; set; }

    /// <summary>How many seconds the latest one's timestamp was ahead of our clock, of <see cref="RejectionReason.Clock"/>.</summary>
    public long? SecondsAhead { get; set; }

    /// <summary>The latest rejected operation's id, where it could be read.</summary>
    public string? OperationId { get; set; }

    /// <summary>Its type, where it is one that we know.</summary>
    public string? OperationType { get; set; }

    /// <summary>Adds another count, and its example if that is the later one.</summary>
    internal void Add(RejectedRequestRow more)
    {
        Count += more.Count;
        FirstAt = more.FirstAt < FirstAt ? more.FirstAt : FirstAt;
        if (more.LastAt >= LastAt)
        {
            (LastAt, Network, WebhookId, SecondsAhead) = (more.LastAt, more.Network, more.WebhookId, more.SecondsAhead);
            (OperationId, OperationType) = (more.OperationId, more.OperationType);
        }
    }

    /// <summary>The beginning of the quarter of an hour that a moment is in.</summary>
    public static DateTimeOffset QuarterOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % (15 * TimeSpan.TicksPerMinute)), TimeSpan.Zero);

    internal RejectedRequestRow Copy() => (RejectedRequestRow)MemberwiseClone();
}

internal sealed class IntakeRefusalConfiguration : IEntityTypeConfiguration<RejectedRequestRow>
{
    public void Configure(EntityTypeBuilder<RejectedRequestRow> builder)
    {
        builder.HasKey(x => new { x.InboxId, x.Quarter, x.Reason, x.Pointer, x.Message });
        builder.HasIndex(x => x.Quarter);

        // Its name from when rows were of an hour.
        builder.Property(x => x.Quarter).HasColumnName("Hour");
    }
}
