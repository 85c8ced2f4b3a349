using System.Globalization;
using System.Security.Claims;

namespace RelationSync.Portal.Foundation;

/// <summary>What a session's cookie says of whom it belongs to.</summary>
internal static class AccountClaims
{
    private const string Stamp = "relationsync:stamp";
    private const string SignedInAt = "relationsync:signed_in_at";
    private const string Session = "relationsync:session";
    private const string Address = "relationsync:address";
    private const string BySingleSignOn = "relationsync:single_sign_on";

    /// <summary>A new session.</summary>
    public static ClaimsPrincipal NewSession(
        Guid id, string email, string role, string stamp, string scheme, DateTimeOffset now, bool isBySingleSignOn = false) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, id.ToString("D")),
            new Claim(ClaimTypes.Name, email),
            new Claim(ClaimTypes.Role, role),
            new Claim(Stamp, stamp),
            new Claim(Session, SecretToken.New()),
            new Claim(SignedInAt, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            .. isBySingleSignOn ? [new Claim(BySingleSignOn, "true")] : Array.Empty<Claim>(),
        ],
        scheme));

    /// <summary>The account's id, or null where nobody is signed in.</summary>
    public static Guid? AccountId(this ClaimsPrincipal user) =>
        Guid.TryParseExact(user.FindFirstValue(ClaimTypes.NameIdentifier), "D", out var id) ? id : null;

    /// <summary>Notes where the request comes from, for those who act on it later and see no request, like an open page.</summary>
    public static void ComesFrom(this ClaimsPrincipal user, string address)
    {
        if (user.Identity is ClaimsIdentity identity)
        {
            identity.TryRemoveClaim(identity.FindFirst(Address));
            identity.AddClaim(new Claim(Address, address));
        }
    }

    /// <summary>The network address of the request that these claims came with, or null.</summary>
    public static string? ClientAddress(this ClaimsPrincipal user) => user.FindFirstValue(Address);

    /// <summary>The network address that a request comes from.</summary>
    public static string ClientAddress(this HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    public static string? SecurityStamp(this ClaimsPrincipal user) => user.FindFirstValue(Stamp);

    /// <summary>What the store knows this session by, if it ended before its time: a hash, not what is in the cookie.</summary>
    public static string? SessionHash(this ClaimsPrincipal user) =>
        user.FindFirstValue(Session) is { Length: > 0 } session ? SecretToken.HashOf(session) : null;

    /// <summary>True if the session began at an identity provider.</summary>
    public static bool IsBySingleSignOn(this ClaimsPrincipal user) => user.HasClaim(c => c.Type == BySingleSignOn);

    public static DateTimeOffset? SignedInSince(this ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue(SignedInAt), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? DateTimeOffset.FromUnixTimeSeconds(at)
            : null;
}
