using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using RelationSync.Portal.Access;

namespace RelationSync.Portal.Accounts;

/// <summary>
/// Remembers in an encrypted cookie that this person has signed in on this device before. Failures of others, however
/// many, then don't keep them out.
/// </summary>
internal sealed class KnownDevice(IDataProtectionProvider protection, PortalCookies cookies)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("RelationSync.KnownDevice.v1").ToTimeLimitedDataProtector();

    /// <summary>The device's id where it is known for that person, else null.</summary>
    public string? Find(HttpContext context, string normalizedEmail)
    {
        if (context.Request.Cookies[cookies.Device] is not { } cookie)
        {
            return null;
        }

        try
        {
            // <32 hexadecimal digits><e-mail>
            var text = _protector.Unprotect(cookie);
            return text.Length > 32 && text[32..] == normalizedEmail ? text[..32] : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Remember(HttpContext context, string normalizedEmail)
    {
        var id = Find(context, normalizedEmail) ?? Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        context.Response.Cookies.Append(cookies.Device, _protector.Protect(id + normalizedEmail, Lifetime), cookies.Lasting(context, Lifetime));
    }
}
