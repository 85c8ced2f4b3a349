using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RelationSync.Portal.Storage;

/// <summary>The right to do one thing, held by one process at a time. Dead if its version has not changed for the lease duration, by the watcher's clock.</summary>
public sealed class Lease
{
    /// <summary>What kind of thing: an authorisation's refresh, an org's picklist, …</summary>
    public required string Kind { get; set; }

    public required string Key { get; set; }

    /// <summary>Null: free.</summary>
    public Guid? Owner { get; set; }

    /// <summary>Grows with every holder.</summary>
    public long Fence { get; set; }

    /// <summary>Grows with every renewal.</summary>
    public long Version { get; set; }

    public DateTimeOffset RenewedAt { get; set; }
}

internal sealed class LeaseConfiguration : IEntityTypeConfiguration<Lease>
{
    public void Configure(EntityTypeBuilder<Lease> builder) => builder.HasKey(x => new { x.Kind, x.Key });
}
