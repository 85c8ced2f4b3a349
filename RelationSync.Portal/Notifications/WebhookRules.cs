using System.Net;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Notifications;

/// <summary>Where a webhook may go, as far as its address alone tells. What its name resolves to is checked at every connection.</summary>
internal static class WebhookRules
{
    public const int Most = 10;
    private const int Longest = 2000;

    /// <summary>Null: it may.</summary>
    public static CommandFault? FaultOf(string text, bool allowsPrivate, out Uri? url)
    {
        if (text.Length > Longest || !Uri.TryCreate(text, UriKind.Absolute, out url) || url is not { UserInfo: "", Fragment: "", Host.Length: > 0 }
            || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            url = null;
            return CommandFault.UrlInvalid;
        }

        if (!allowsPrivate && url.Scheme != Uri.UriSchemeHttps)
        {
            return CommandFault.UrlInsecure;
        }

        return !allowsPrivate && IPAddress.TryParse(url.DnsSafeHost, out var address) && !PublicAddresses.Contains(address)
            ? CommandFault.AddressRefused
            : null;
    }
}
