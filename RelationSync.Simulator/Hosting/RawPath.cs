using Microsoft.AspNetCore.Http.Features;

namespace RelationSync.Simulator.Hosting;

internal static class RawPath
{
    public static string Of(HttpContext context)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? string.Empty;
        return raw.StartsWith('/') ? raw.Split('?', 2)[0] : context.Request.Path.ToUriComponent();
    }

    /// <summary>Org and the path below it, as they were sent: an escaped slash in an external id stays one.</summary>
    public static (string Org, string Path) Split(HttpContext context)
    {
        var path = Of(context);
        var slash = path.IndexOf('/', 1);
        return slash < 0 ? (Uri.UnescapeDataString(path[1..]), string.Empty) : (Uri.UnescapeDataString(path[1..slash]), path[slash..]);
    }
}
