using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Access;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Hosting.Circuits;

/// <summary>
/// Lets only our own pages open a page's connection (circuit): a browser says in <c>Origin</c> which page asks. Ours is
/// the host that the request itself is for, or that of <c>PublicUrl</c>, where a proxy asks by another name.
/// </summary>
internal sealed class CircuitOrigin(RequestDelegate next, IOptions<PublicUrlOptions> publicUrl, AccessDenied refused)
{
    public const string Circuits = "/_blazor";

    private readonly Uri? _public = publicUrl.Value.PublicUrl is { Length: > 0 } url ? new Uri(url) : null;

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(Circuits) || IsOurs(context))
        {
            return next(context);
        }

        refused.Origin(context.ClientAddress());
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private bool IsOurs(HttpContext context)
    {
        var given = context.Request.Headers.Origin;
        if (given.Count == 0)
        {
            // Browsers leave it out where a page reads from its own site, but never with a WebSocket.
            return !IsWebSocket(context);
        }

        return given is [{ Length: > 0 } origin] && Uri.TryCreate(origin, UriKind.Absolute, out var page)
            && page is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
            && (IsPublic(page) || IsAskedFor(page, context.Request));
    }

    private bool IsPublic(Uri page) =>
        _public is not null && Uri.Compare(page, _public, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    // https in front of plain http: TLS can end at a proxy that isn't in ForwardedHeaders:KnownProxies.
    private static bool IsAskedFor(Uri page, HttpRequest request) =>
        (page.Scheme == Uri.UriSchemeHttps || (page.Scheme == Uri.UriSchemeHttp && !request.IsHttps))
        && Uri.TryCreate($"{page.Scheme}://{request.Host.Value}", UriKind.Absolute, out var asked)
        && Uri.Compare(page, asked, UriComponents.HostAndPort, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    // Over HTTP/2 a WebSocket begins with an extended CONNECT instead of an upgrade.
    private static bool IsWebSocket(HttpContext context) =>
        context.WebSockets.IsWebSocketRequest
        || context.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect == true
        || context.Request.Headers.Upgrade.Any(u => u?.Contains("websocket", StringComparison.OrdinalIgnoreCase) == true);
}
