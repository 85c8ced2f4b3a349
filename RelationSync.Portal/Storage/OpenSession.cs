using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RelationSync.Portal.Storage;

/// <summary>
/// A session as its owner sees it in the list of theirs; whether it holds is for <c>AccountSessions</c> to say. One whose
/// stamp isn't the account's any more has ended. Times are UTC.
/// </summary>
public sealed class OpenSession
{
    /// <summary>SHA-256 of the session's id, base64url.</summary>
    public required string Hash { get; set; }

    public Guid AccountId { get; set; }

    /// <summary>The account's when it began.</summary>
    public required string Stamp { get; set; }

    public DateTimeOffset Since { get; set; }

    /// <summary>Browser and system, like <c>Firefox, Windows</c>; null: it said nothing that is known.</summary>
    public string? Device { get; set; }

    /// <summary>An IPv4 address or an IPv6 /64.</summary>
    public required string Network { get; set; }
}

internal sealed class OpenSessionConfiguration : IEntityTypeConfiguration<OpenSession>
{
    public void Configure(EntityTypeBuilder<OpenSession> builder)
    {
        builder.HasKey(x => x.Hash);
        builder.HasIndex(x => x.AccountId);
    }
}
