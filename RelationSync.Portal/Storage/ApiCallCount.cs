using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RelationSync.Portal.Storage;

/// <summary>How many API calls were made for one connection within one quarter of an hour.</summary>
public sealed class ApiCallCount
{
    public Guid ConnectionId { get; set; }

    /// <summary>The beginning of the quarter, UTC.</summary>
    public DateTimeOffset From { get; set; }

    public int Calls { get; set; }
}

internal sealed class ApiCallCountConfiguration : IEntityTypeConfiguration<ApiCallCount>
{
    public void Configure(EntityTypeBuilder<ApiCallCount> builder)
    {
        builder.HasKey(x => new { x.ConnectionId, x.From });
        builder.HasIndex(x => x.From);
    }
}
