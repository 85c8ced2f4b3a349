using System.Net;

namespace RelationSync.Portal.Notifications;

/// <summary>The addresses of a host; tests replace the world's names.</summary>
internal interface IHostResolver
{
    /// <exception cref="System.Net.Sockets.SocketException">There is no such name.</exception>
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken);
}
