using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Access;

/// <summary>Names and safety of our cookies. With an https <c>PublicUrl</c> all are Secure and bound to this very host.</summary>
internal sealed class PortalCookies(IOptions<PublicUrlOptions> publicUrl)
{
    private const string HostPrefix = "__Host-";

    public string Session => Name("RelationSync");

    public string Device => Name("RelationSync.Device");

    /// <summary>Binds an authorisation under way at Salesforce to this browser.</summary>
    public string Authorizing => Name("RelationSync.Authorizing");

    /// <summary>Of what an account is asked for in several steps.</summary>
    public string Ticket(TicketKind kind) => Name($"RelationSync.{kind}");

    /// <summary>What the names of cookies of a sign-in under way at the identity provider begin with.</summary>
    public string SingleSignOn => Name("RelationSync.Sso.");

    public string Antiforgery => Name("RelationSync.Forms");

    public CookieSecurePolicy SecurePolicy => publicUrl.Value.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    /// <summary>For a cookie that stays for a time.</summary>
    public CookieOptions Lasting(HttpContext context, TimeSpan lifetime, bool httpOnly = true) => new()
    {
        Path = "/",
        HttpOnly = httpOnly,
        Secure = publicUrl.Value.IsHttps || context.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        MaxAge = lifetime,
        IsEssential = true,
    };

    private string Name(string name) => publicUrl.Value.IsHttps ? HostPrefix + name : name;
}
