using System.Net;

namespace RelationSync.Portal.Foundation;

/// <summary>Whether a request comes from this very machine.</summary>
internal static class LoopbackRequest
{
    private static readonly string[] ForwardingHeaders = ["Forwarded", "Via", "X-Real-IP", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP"];

    // X-Forwarded-For, -Host, -Port, -Prefix and whatever else proxies think of.
    private static readonly string[] ForwardingPrefixes = ["X-Forwarded", "X-Original-"];

    /// <summary>A request of a program on this machine, with no proxy between.</summary>
    public static bool IsFromHere(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && IsLoopbackHost(context.Request.Host.Host)
        && !IsForwarded(context.Request);

    /// <summary>A proxy says that it passed this on, truthfully or not.</summary>
    public static bool IsForwarded(HttpRequest request) => request.Headers.Keys.Any(name =>
        ForwardingHeaders.Contains(name, StringComparer.OrdinalIgnoreCase)
        || ForwardingPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Against DNS rebinding: a foreign name that leads here is not loopback.</summary>
    public static bool IsLoopbackHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
