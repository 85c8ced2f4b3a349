using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Accounts.Passkeys;

/// <summary>The domain that passkeys are bound to (rpId), and the origin that a browser must report.</summary>
internal sealed record PasskeySite(string Domain, string Origin);

/// <summary>Takes the site from <c>PublicUrl</c>, else from a request to this machine.</summary>
internal sealed class PasskeySites(IOptions<PublicUrlOptions> options)
{
    /// <summary>Null if browsers offer no passkeys here: the host is an IP address, or it is neither https nor localhost.</summary>
    public PasskeySite? Of(HttpRequest request) => UrlOf(request) is { HostNameType: UriHostNameType.Dns } url
        && (url.Scheme == Uri.UriSchemeHttps || url.IdnHost == "localhost")
            ? new PasskeySite(url.IdnHost, $"{url.Scheme}://{url.IdnHost}{(url.IsDefaultPort ? "" : $":{url.Port}")}")
            : null;

    // Without PublicUrl a foreign name that leads here must not become a site.
    private Uri? UrlOf(HttpRequest request) =>
        options.Value.PublicUrl is { Length: > 0 } configured ? new Uri(configured)
        : !LoopbackRequest.IsLoopbackHost(request.Host.Host) ? null
        : Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var asked) ? asked
        : null;
}
