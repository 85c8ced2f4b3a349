using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RelationSync.Domain.ErrorLog;

namespace RelationSync.Portal.Storage;

/// <summary>What people keep about one cause of errors: who sees to it, and a note. Times are UTC.</summary>
public sealed class ErrorCause
{
    /// <summary>UTF-16 units.</summary>
    public const int MostNote = 1000;

    public LogSeverity Severity { get; set; }

    public LogCategory Category { get; set; }

    public required string Code { get; set; }

    /// <summary>The account of who sees to it; null: nobody yet.</summary>
    public Guid? OwnerId { get; set; }

    public DateTimeOffset? OwnedAt { get; set; }

    public string? Note { get; set; }

    /// <summary>Email address of who wrote the note.</summary>
    public string? NotedBy { get; set; }

    public DateTimeOffset? NotedAt { get; set; }
}

internal sealed class ErrorCauseConfiguration : IEntityTypeConfiguration<ErrorCause>
{
    public void Configure(EntityTypeBuilder<ErrorCause> builder)
    {
        builder.HasKey(x => new { x.Severity, x.Category, x.Code });
        builder.Property(x => x.Note).HasMaxLength(ErrorCause.MostNote);
    }
}
