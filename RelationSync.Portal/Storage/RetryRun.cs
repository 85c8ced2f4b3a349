using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RelationSync.Domain.ErrorLog;

namespace RelationSync.Portal.Storage;

/// <summary>
/// The last retry of a cause, kept until a person closes its result or retries the cause again, and for <see cref="Kept"/>
/// at most: nobody waits for it any more.
/// </summary>
public sealed class RetryRun
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public Guid Id { get; set; }

    public LogSeverity Severity { get; set; }

    public LogCategory Category { get; set; }

    public required string Code { get; set; }

    /// <summary>UTC.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Email address of who retried.</summary>
    public required string By { get; set; }
}

/// <summary>An action of a <see cref="RetryRun"/>. What came of it is read from the action.</summary>
public sealed class RetriedAction
{
    public Guid RunId { get; set; }

    public Guid ActionId { get; set; }
}

internal sealed class RetryRunConfiguration : IEntityTypeConfiguration<RetryRun>, IEntityTypeConfiguration<RetriedAction>
{
    public void Configure(EntityTypeBuilder<RetryRun> builder)
    {
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.HasIndex(x => new { x.Category, x.Code });
    }

    public void Configure(EntityTypeBuilder<RetriedAction> builder) => builder.HasKey(x => new { x.RunId, x.ActionId });
}
