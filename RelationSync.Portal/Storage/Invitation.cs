using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RelationSync.Portal.Storage;

/// <summary>A person asked to join, until they do: their account is made when they choose a password. Times are UTC.</summary>
public sealed class Invitation
{
    public Guid Id { get; set; }

    /// <summary>As given.</summary>
    public required string Email { get; set; }

    /// <summary>Lower-case; unique: inviting again replaces what there was.</summary>
    public required string NormalizedEmail { get; set; }

    public AccountRole Role { get; set; }

    /// <summary>SHA-256 of the link's token, base64url.</summary>
    public required string TokenHash { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }
}

internal sealed class InvitationConfiguration : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.HasKey(x => x.Id);
        builder.HasIndex(x => x.NormalizedEmail).IsUnique();
        builder.HasIndex(x => x.TokenHash).IsUnique();
    }
}
