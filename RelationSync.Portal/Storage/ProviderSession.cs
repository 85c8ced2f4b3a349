using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RelationSync.Portal.Storage;

/// <summary>A session that began at an identity provider: what signing out there needs. Kept as long as an <see cref="OpenSession"/>. Times are UTC.</summary>
public sealed class ProviderSession
{
    /// <inheritdoc cref="OpenSession.Hash"/>
    public required string Hash { get; set; }

    public Guid AccountId { get; set; }

    public required string Issuer { get; set; }

    public required string Subject { get; set; }

    /// <summary>The provider's <c>sid</c>; null: it has none.</summary>
    public string? SessionId { get; set; }

    /// <summary>The ID token, encrypted; null: it was too long to send back.</summary>
    public string? IdTokenProtected { get; set; }

    public DateTimeOffset Since { get; set; }

    /// <summary>The same of a session that takes this one's place.</summary>
    public ProviderSession For(OpenSession session) => new()
    {
        Hash = session.Hash,
        AccountId = session.AccountId,
        Issuer = Issuer,
        Subject = Subject,
        SessionId = SessionId,
        IdTokenProtected = IdTokenProtected,
        Since = session.Since,
    };
}

internal sealed class ProviderSessionConfiguration : IEntityTypeConfiguration<ProviderSession>
{
    public void Configure(EntityTypeBuilder<ProviderSession> builder)
    {
        builder.HasKey(x => x.Hash);
        builder.HasIndex(x => x.AccountId);
    }
}
