using System.Globalization;
using System.Security.Claims;
using RelationSync.Portal.Data;

namespace RelationSync.Portal.Accounts;

/// <summary>What a session's cookie says of whom it belongs to.</summary>
internal static class AccountClaims
{
    private const string Stamp = "relationsync:stamp";
    private const string SignedInAt = "relationsync:signed_in_at";

    public static ClaimsPrincipal Principal(Account account, string scheme, DateTimeOffset now) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, account.Id.ToString("D")),
            new Claim(ClaimTypes.Name, account.Email),
            new Claim(ClaimTypes.Role, account.Role.ToString()),
            new Claim(Stamp, account.SecurityStamp),
            new Claim(SignedInAt, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ],
        scheme));

    /// <summary>The account's id, or null where nobody is signed in.</summary>
    public static Guid? AccountId(this ClaimsPrincipal user) =>
        Guid.TryParseExact(user.FindFirstValue(ClaimTypes.NameIdentifier), "D", out var id) ? id : null;

    public static string? SecurityStamp(this ClaimsPrincipal user) => user.FindFirstValue(Stamp);

    public static DateTimeOffset? SignedInSince(this ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue(SignedInAt), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? DateTimeOffset.FromUnixTimeSeconds(at)
            : null;
}
