using Microsoft.AspNetCore.Server.Kestrel.Core;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Hosting;

/// <summary>
/// Kestrel's limits on what strangers can make it hold. It reads a body ahead of us: who is refused by the headers alone costs its
/// buffer all the same.
/// </summary>
internal static class ServerLimits
{
    public const int RequestBuffer = 32 * 1024;
    public const int Headers = 16 * 1024;

    /// <summary>Largest body of any request but the intake's, which raises it for itself: a form is read whole before anyone is known.</summary>
    public const int Body = 64 * 1024;

    // At most half of the node's memory if every connection fills its buffer.
    private const long BytesPerConnection = 2 * RequestBuffer;

    /// <summary>Connections at once; further ones are closed at once.</summary>
    public static long Connections(long available) => Math.Clamp(available / BytesPerConnection, 1024, 64 * 1024);

    public static void Set(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = Body;
        limits.MaxRequestBufferSize = RequestBuffer;
        limits.MaxRequestHeadersTotalSize = Headers;
        limits.MaxConcurrentConnections = Connections(NodeMemory.Available);
        limits.MaxConcurrentUpgradedConnections = limits.MaxConcurrentConnections;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.Http2.InitialStreamWindowSize = 64 * 1024;
        limits.Http2.InitialConnectionWindowSize = 128 * 1024;
        limits.Http2.MaxStreamsPerConnection = 32;
    }
}
