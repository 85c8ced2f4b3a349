using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>
/// Connects to hosts that people name in the browser. A name is resolved once, its addresses are checked, and the
/// connection goes to a checked address: a name that answers differently the next time gains nothing.
/// </summary>
internal sealed class GuardedDialer(IHostResolver resolver, IOptions<NotificationsOptions> options)
{
    public bool AllowsPrivate => options.Value.AllowPrivateAddresses;

    /// <summary>A connection, to the first address that takes it.</summary>
    /// <param name="host">A name or an address.</param>
    /// <param name="port">Its port.</param>
    /// <param name="isOpen">What is sent can be read on the way: it stays within private networks, where those are allowed at all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DeliveryException">It is unknown, not reached, or not one that we go to.</exception>
    public async Task<Socket> ConnectAsync(string host, int port, bool isOpen, CancellationToken cancellationToken)
    {
        var allowed = (await ResolveAsync(host, cancellationToken)).Where(a => PublicAddresses.Contains(a) ? !isOpen : AllowsPrivate).ToArray();
        if (allowed.Length == 0)
        {
            throw new DeliveryException(DeliveryFault.AddressRefused);
        }

        foreach (var address in allowed)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, port, cancellationToken);
                return socket;
            }
            catch (SocketException)
            {
                // perhaps the next one
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw new DeliveryException(DeliveryFault.NotReached);
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return [literal];
        }

        try
        {
            return await resolver.ResolveAsync(host, cancellationToken);
        }
        catch (SocketException)
        {
            throw new DeliveryException(DeliveryFault.HostUnknown);
        }
    }
}
