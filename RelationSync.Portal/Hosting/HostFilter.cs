using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Hosting;

/// <summary>
/// With a <c>PublicUrl</c>, refuses what is asked of another host: redirects and links would lead there. Programs of this
/// machine may say localhost. Probes and scrapers, which go by a node's own address, are answered whatever they call it.
/// </summary>
internal sealed class HostFilter(RequestDelegate next, IOptions<PublicUrlOptions> publicUrl)
{
    private readonly string? _host = publicUrl.Value.PublicUrl is { Length: > 0 } url ? new Uri(url).IdnHost : null;

    public Task InvokeAsync(HttpContext context)
    {
        var host = context.Request.Host.Host;
        if (_host is null
            || host.Equals(_host, StringComparison.OrdinalIgnoreCase)
            || LoopbackRequest.IsLoopbackHost(host)
            || MonitoringStartup.IsWatching(context.Request))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("This host isn't the one of PublicUrl. A proxy has to pass on the Host header that it was sent.", context.RequestAborted);
    }
}
