using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RelationSync.Portal.Storage;

/// <summary>A WebAuthn credential that an account uses as second factor. A public key is no secret. Times are UTC.</summary>
public sealed class Passkey
{
    /// <summary>As WebAuthn limits it, in bytes.</summary>
    public const int LongestCredentialId = 1023;

    public const int LongestName = 60;

    public Guid Id { get; set; }

    public Guid AccountId { get; set; }

    /// <summary>Chosen by the authenticator; unique over all accounts.</summary>
    public required byte[] CredentialId { get; set; }

    /// <summary>A COSE key.</summary>
    public required byte[] PublicKey { get; set; }

    /// <summary>The authenticator's counter at its last use; 0: it does not count.</summary>
    public long SignCount { get; set; }

    /// <summary>How the browser reaches the authenticator, like <c>Internal,Hybrid</c>; empty: unknown.</summary>
    public string Transports { get; set; } = "";

    public required string Name { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? LastUsedAt { get; set; }
}

internal sealed class PasskeyConfiguration : IEntityTypeConfiguration<Passkey>
{
    public void Configure(EntityTypeBuilder<Passkey> builder)
    {
        builder.Property(x => x.CredentialId).HasMaxLength(Passkey.LongestCredentialId);
        builder.Property(x => x.Name).HasMaxLength(Passkey.LongestName);
        builder.HasIndex(x => x.CredentialId).IsUnique();
        builder.HasIndex(x => x.AccountId);
    }
}
