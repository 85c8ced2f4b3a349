using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RelationSync.Portal.Storage;

/// <summary>
/// What came in through one inbox within one minute, counted in the transaction that took it: what the
/// store's operations and actions are reconciled against. An operation belongs to the minute it arrived in, an action to
/// the minute of the commit that made it. Minutes, because days begin at other moments in other zones.
/// </summary>
public sealed class IntakeMinute
{
    /// <summary>How long they are kept: the days that can be reconciled, with room for every zone.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(10);

    /// <summary>The beginning of the minute, UTC.</summary>
    public DateTimeOffset Minute { get; set; }

    public long InboxId { get; set; }

    /// <summary>Well-formed operations, whatever became of them.</summary>
    public int Received { get; set; }

    /// <summary>Those that had been accepted before.</summary>
    public int Repeats { get; set; }

    /// <summary>Those that a rule ignores.</summary>
    public int Ignored { get; set; }

    /// <summary>Operations that couldn't be read; they aren't among the received ones.</summary>
    public int Rejected { get; set; }

    /// <summary>Actions that were new.</summary>
    public int ActionsMade { get; set; }

    /// <summary>Actions that this minute's first commit made have this <c>Seq</c> or a higher one; null: it made none.</summary>
    public long? FirstActionSeq { get; set; }

    /// <summary>The beginning of the minute that a moment is in.</summary>
    public static DateTimeOffset Of(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
}

internal sealed class IntakeMinuteConfiguration : IEntityTypeConfiguration<IntakeMinute>
{
    public void Configure(EntityTypeBuilder<IntakeMinute> builder) => builder.HasKey(x => new { x.Minute, x.InboxId });
}
