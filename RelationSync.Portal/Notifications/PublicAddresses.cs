using System.Net;
using System.Net.Sockets;

namespace RelationSync.Portal.Notifications;

/// <summary>
/// Which addresses lie in the public internet. All others are this machine, the network around it, or nowhere: somebody
/// who may name a host must not reach them through us (SSRF). By the registries for special purposes
/// (https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry).
/// </summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] Special =
    [
        .. ((string[])
        [
            "0.0.0.0/8",          // this network
            "10.0.0.0/8",         // private
            "100.64.0.0/10",      // carrier-grade NAT; metadata of one cloud
            "127.0.0.0/8",        // loopback
            "168.63.129.16/32",   // the host of one cloud's machines, a public address in name only
            "169.254.0.0/16",     // link-local; metadata of most clouds
            "172.16.0.0/12",      // private
            "192.0.0.0/24",       // protocol assignments; metadata of one cloud
            "192.0.2.0/24",       // documentation
            "192.88.99.0/24",     // 6to4 relays, given up
            "192.168.0.0/16",     // private
            "198.18.0.0/15",      // benchmarks
            "198.51.100.0/24",    // documentation
            "203.0.113.0/24",     // documentation
            "224.0.0.0/4",        // multicast
            "240.0.0.0/4",        // reserved, broadcast
            "2001::/23",          // protocol assignments, Teredo among them
            "2001:db8::/32",      // documentation
            "2002::/16",          // 6to4: carries any IPv4 address
            "3fff::/20",          // documentation
        ]).Select(IPNetwork.Parse),
    ];

    /// <summary>The only IPv6 range that is given out to the public.</summary>
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>NAT64 (RFC 6052): the last four bytes are an IPv4 address.</summary>
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    public static bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return Contains(address.MapToIPv4());
        }

        if (address.AddressFamily is AddressFamily.InterNetworkV6)
        {
            if (Nat64.Contains(address))
            {
                return Contains(new IPAddress(address.GetAddressBytes()[^4..]));
            }

            if (!GlobalUnicast.Contains(address))
            {
                return false;
            }
        }

        return !Special.Any(n => n.Contains(address));
    }
}
