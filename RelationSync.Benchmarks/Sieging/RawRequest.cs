using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RelationSync.Benchmarks.Sieging;

/// <summary>Requests byte by byte over a socket, as no client library would send them.</summary>
internal static class RawRequest
{
    public static async Task<Socket> ConnectAsync(Uri portal, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, portal.Port, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The headers of a POST to the intake that only its signature is wrong of.</summary>
    public static byte[] Post(Uri portal, string inbox, string network, long length) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"POST /api/v1/inboxes/{inbox}/operations HTTP/1.1\r\nHost: {portal.Authority}\r\nX-Forwarded-For: {network}\r\nContent-Type: application/json\r\n"
        + $"webhook-id: msg_{Guid.NewGuid():N}\r\nwebhook-timestamp: {TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}\r\nwebhook-signature: v1,{Convert.ToBase64String(new byte[32])}\r\n"
        + $"Content-Length: {length}\r\n\r\n"));

    /// <summary>The headers of a form at the sign-in.</summary>
    public static byte[] Form(Uri portal, string network, long length) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"POST /account/login HTTP/1.1\r\nHost: {portal.Authority}\r\nX-Forwarded-For: {network}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n"));

    /// <summary>An address that no other request has.</summary>
    public static string Network(int number) => string.Create(CultureInfo.InvariantCulture, $"10.{(number >> 16) & 255}.{(number >> 8) & 255}.{number & 255}");

    public static bool IsOver(Exception e) => e is SocketException or IOException or ObjectDisposedException or OperationCanceledException or HttpRequestException;
}
