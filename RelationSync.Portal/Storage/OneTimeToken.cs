namespace RelationSync.Portal.Storage;

/// <summary>A link that works once: set-up, invitation or reset; a recovery code; the challenge of a passkey; or a session that works no more. Only its hash is kept. Times are UTC.</summary>
public sealed class OneTimeToken
{
    /// <summary>SHA-256 of the token, base64url.</summary>
    public required string Hash { get; set; }

    /// <summary><c>reset</c>, <c>reset_admin</c>, <c>invite</c>, <c>recovery</c>, <c>passkey</c>, <c>ended_session</c>.</summary>
    public required string Purpose { get; set; }

    public Guid? AccountId { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? UsedAt { get; set; }
}
