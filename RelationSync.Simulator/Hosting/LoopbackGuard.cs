using System.Net;

namespace RelationSync.Simulator.Hosting;

/// <summary>The control plane is for this machine: loopback address, loopback Host, and nothing that speaks of a proxy.</summary>
internal static class LoopbackGuard
{
    private static readonly string[] ForwardingHeaders =
        ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"];

    public static bool Admits(HttpContext context)
    {
        var remote = context.Connection.RemoteIpAddress;
        return remote is not null
            && IPAddress.IsLoopback(remote)
            && IsLoopbackHost(context.Request.Host.Host)
            && !Array.Exists(ForwardingHeaders, context.Request.Headers.ContainsKey);
    }

    private static bool IsLoopbackHost(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
