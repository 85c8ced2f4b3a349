using System.Security.Claims;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.SingleSignOn;

/// <summary>A person as the provider describes them.</summary>
/// <param name="Email">As given; null: none, or none that is an address.</param>
/// <param name="IsEmailVerified">True if the address may be compared with an account's.</param>
/// <param name="Roles">Values of the role claim.</param>
/// <param name="SessionId">The provider's <c>sid</c>; null: it has none.</param>
internal sealed record ProviderIdentity(string Issuer, string Subject, string? Email, bool IsEmailVerified, IReadOnlyList<string> Roles, string? SessionId)
{
    private const int LongestIssuer = 500;
    private const int LongestSubject = 255;

    public string? VerifiedEmail => IsEmailVerified ? Email : null;

    /// <summary>Null if the validated claims lack an issuer or a subject that can be stored.</summary>
    public static ProviderIdentity? Of(ClaimsPrincipal claims, SingleSignOnOptions options)
    {
        if (claims.FindFirstValue("iss") is not { Length: > 0 and <= LongestIssuer } issuer
            || claims.FindFirstValue("sub") is not { Length: > 0 and <= LongestSubject } subject)
        {
            return null;
        }

        var email = claims.FindFirstValue("email")?.Trim();
        // From the ID token and from the userinfo endpoint: if they differ in address or mark, the address isn't verified.
        var isOne = claims.FindAll("email").Select(c => EmailAddress.Normalize(c.Value)).Distinct(StringComparer.Ordinal).Count() == 1;
        var verified = claims.FindAll("email_verified").Select(c => c.Value).ToList();
        return new(
            issuer,
            subject,
            EmailAddress.IsValid(email) ? email : null,
            isOne && (options.TrustEmail || (verified.Count > 0 && verified.TrueForAll(v => v.Equals("true", StringComparison.OrdinalIgnoreCase)))),
            [.. claims.FindAll(options.RoleClaim).Select(c => c.Value).Distinct(StringComparer.Ordinal)],
            claims.FindFirstValue("sid") is { Length: > 0 and <= LongestSubject } sid ? sid : null);
    }

    /// <summary>What is kept of a session that began with this identity.</summary>
    public ProviderSession SessionOf(OpenSession session, string? idTokenProtected) => new()
    {
        Hash = session.Hash,
        AccountId = session.AccountId,
        Issuer = Issuer,
        Subject = Subject,
        SessionId = SessionId,
        IdTokenProtected = idTokenProtected,
        Since = session.Since,
    };
}
