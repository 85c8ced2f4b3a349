using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RelationSync.Portal.Storage;

/// <summary>
/// A person of an identity provider and the account they sign in to. Stays when the account is deleted, so that the
/// provider's next word doesn't create it again. Times are UTC.
/// </summary>
public sealed class ProviderLogin
{
    public required string Issuer { get; set; }

    /// <summary>The person's id at the issuer, which never passes on to another.</summary>
    public required string Subject { get; set; }

    /// <summary>Perhaps of an account that was deleted.</summary>
    public Guid AccountId { get; set; }

    public DateTimeOffset Since { get; set; }
}

internal sealed class ProviderLoginConfiguration : IEntityTypeConfiguration<ProviderLogin>
{
    public void Configure(EntityTypeBuilder<ProviderLogin> builder)
    {
        builder.HasKey(x => new { x.Issuer, x.Subject });
        builder.HasIndex(x => x.AccountId);
    }
}
