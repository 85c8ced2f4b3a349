using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using RelationSync.Portal.Access;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Connections;

/// <summary>
/// What ties an authorisation under way to the browser and the session that began it: an encrypted cookie of ten
/// minutes with the <c>state</c> and the PKCE verifier.
/// </summary>
internal sealed class OAuthState(IDataProtectionProvider protection, PortalCookies cookies)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("RelationSync.OAuthState.v1").ToTimeLimitedDataProtector();

    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    public static bool IsSame(string? a, string? b) =>
        a is not null && b is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));

    public void Write(HttpContext context, string state, string verifier)
    {
        var begun = new Begun(state, verifier, context.User.AccountId() ?? default, context.User.SignedInSince());
        context.Response.Cookies.Append(
            cookies.Authorizing, _protector.Protect(JsonSerializer.Serialize(begun), Lifetime), cookies.Lasting(context, Lifetime));
    }

    /// <summary>The verifier, where this very session began with that <c>state</c>; else null. The cookie is used up either way.</summary>
    public string? Take(HttpContext context, string? state)
    {
        var cookie = context.Request.Cookies[cookies.Authorizing];
        context.Response.Cookies.Delete(cookies.Authorizing, cookies.Lasting(context, Lifetime));
        return Read(cookie) is { } begun
            && IsSame(begun.State, state)
            && begun.AccountId == context.User.AccountId()
            && begun.SignedInSince == context.User.SignedInSince()
            ? begun.Verifier
            : null;
    }

    private Begun? Read(string? cookie)
    {
        try
        {
            return cookie is null ? null : JsonSerializer.Deserialize<Begun>(_protector.Unprotect(cookie));
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return null;
        }
    }

    private sealed record Begun(string State, string Verifier, Guid AccountId, DateTimeOffset? SignedInSince);
}
