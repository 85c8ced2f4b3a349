using System.Net;

namespace RelationSync.Simulator.Hosting;

/// <summary>The control plane is for this machine: loopback address, loopback Host, and nothing that speaks of a proxy.</summary>
internal static class LoopbackGuard
{
    private static readonly string[] ForwardingHeaders = ["Forwarded", "Via", "X-Real-IP", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP"];

    /// <summary>Of <c>X-Forwarded-For</c>, <c>-Host</c>, <c>-Port</c>, <c>-Prefix</c>… there is no end.</summary>
    private static readonly string[] ForwardingPrefixes = ["X-Forwarded", "X-Original-"];

    public static bool Admits(HttpContext context)
    {
        var remote = context.Connection.RemoteIpAddress;
        return remote is not null
            && IPAddress.IsLoopback(remote)
            && IsLoopbackHost(context.Request.Host.Host)
            && !context.Request.Headers.Keys.Any(IsForwarding);
    }

    private static bool IsForwarding(string name) =>
        ForwardingHeaders.Contains(name, StringComparer.OrdinalIgnoreCase)
        || Array.Exists(ForwardingPrefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static bool IsLoopbackHost(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
