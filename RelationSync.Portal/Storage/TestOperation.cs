using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RelationSync.Portal.Storage;

/// <summary>
/// A test operation that the portal is about to send (R-T15). Its id is stored before it goes out: that, and nothing that a
/// sender writes, makes an operation a test.
/// </summary>
public sealed class TestOperation
{
    /// <summary>How the ids of all test operations begin.</summary>
    public const string IdPrefix = "relationsync-test-";

    /// <summary>128 bits of SHA-256 over inbox and operation id, as the operation's own row has them.</summary>
    public required byte[] IdHash { get; set; }

    public long InboxId { get; set; }

    /// <summary>The action that it becomes.</summary>
    public Guid ActionId { get; set; }

    /// <summary>UTC.</summary>
    public DateTimeOffset At { get; set; }
}

internal sealed class TestOperationConfiguration : IEntityTypeConfiguration<TestOperation>
{
    public void Configure(EntityTypeBuilder<TestOperation> builder)
    {
        builder.HasKey(x => x.IdHash);
        builder.HasIndex(x => new { x.InboxId, x.At });
    }
}
