using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RelationSync.Portal.Storage;

/// <summary>One authenticated request to the intake, without anything of its content. Times are UTC.</summary>
public sealed class IntakeRequestRow
{
    /// <summary>Rows that an inbox keeps.</summary>
    public const int MostKept = 500;

    public const int MostErrors = 3;
    public const int MostErrorLength = 300;

    /// <summary>Activities whose actions the log links to.</summary>
    public const int MostActivities = 5;

    public long Seq { get; set; }

    public long InboxId { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>What the answer's <c>request-id</c> says.</summary>
    public required string RequestId { get; set; }

    public IntakeRequestKind Kind { get; set; }

    /// <summary>True if it had a bearer key instead of a signature.</summary>
    public bool ByBearerKey { get; set; }

    /// <summary>Bytes of the body.</summary>
    public int Size { get; set; }

    /// <summary>The HTTP status of the answer.</summary>
    public int Status { get; set; }

    public int Accepted { get; set; }

    public int Duplicate { get; set; }

    public int Ignored { get; set; }

    public int Rejected { get; set; }

    /// <summary>The first errors, one per line; null where there is none.</summary>
    public string? Errors { get; set; }

    /// <summary>The keys of the first activities, 16 bytes each; null where there is none.</summary>
    public byte[]? Activities { get; set; }

    internal IntakeRequestRow Copy() => (IntakeRequestRow)MemberwiseClone();
}

/// <summary>What was asked for. Stored by number.</summary>
public enum IntakeRequestKind
{
    Operations = 0,
    DryRun = 1,
    Status = 2,
}

internal sealed class IntakeRequestConfiguration : IEntityTypeConfiguration<IntakeRequestRow>
{
    public void Configure(EntityTypeBuilder<IntakeRequestRow> builder)
    {
        builder.ToTable("IntakeRequests");
        builder.HasKey(x => x.Seq);
        builder.HasIndex(x => new { x.InboxId, x.Seq });
        builder.HasIndex(x => x.At);
    }
}
