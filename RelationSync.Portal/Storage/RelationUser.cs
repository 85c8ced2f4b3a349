using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RelationSync.Portal.Storage;

/// <summary>A user of a Re:lation tenant, as last returned by its API.</summary>
public sealed class RelationUser
{
    public required string Subdomain { get; set; }

    public required string Mention { get; set; }

    public string? Email { get; set; }

    public string LastName { get; set; } = "";

    public string FirstName { get; set; } = "";

    public string Status { get; set; } = "";
}

internal sealed class RelationUserConfiguration : IEntityTypeConfiguration<RelationUser>
{
    public void Configure(EntityTypeBuilder<RelationUser> builder) => builder.HasKey(x => new { x.Subdomain, x.Mention });
}
