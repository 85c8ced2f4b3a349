using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RelationSync.Portal.Storage;

/// <summary>A Data Protection key (or a revocation of some): cookies and the store's secrets are encrypted with them.</summary>
public sealed class DataKey
{
    /// <summary>As Data Protection calls it, like <c>key-6f1c…</c>.</summary>
    public required string Name { get; set; }

    /// <summary>XML, sealed where a key file is configured (<see cref="KeySeal"/>).</summary>
    public required string Content { get; set; }
}

internal sealed class DataKeyConfiguration : IEntityTypeConfiguration<DataKey>
{
    public void Configure(EntityTypeBuilder<DataKey> builder) => builder.HasKey(x => x.Name);
}
