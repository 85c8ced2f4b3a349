using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RelationSync.Portal.Storage;

/// <summary>A running portal on this store. One that hasn't said for a while that it is there doesn't count.</summary>
public sealed class Node
{
    public Guid Id { get; set; }

    /// <summary>The machine's name, and the process there.</summary>
    public required string Name { get; set; }

    public required string Version { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset SeenAt { get; set; }

    /// <summary>Drains under way when it was seen.</summary>
    public int Drains { get; set; }
}

internal sealed class NodeConfiguration : IEntityTypeConfiguration<Node>
{
    public void Configure(EntityTypeBuilder<Node> builder) => builder.HasKey(x => x.Id);
}
