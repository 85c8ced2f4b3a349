using System.Net;
using System.Net.Sockets;

namespace RelationSync.Portal.Foundation;

/// <summary>Where a request comes from, as coarse as one party usually has it: an IPv4 address, or an IPv6 /64.</summary>
internal static class ClientNetwork
{
    private const int PrefixBytes = 8;

    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return "unknown";
        }

        if (address.IsIPv4MappedToIPv6 || address.AddressFamily is AddressFamily.InterNetwork)
        {
            return address.MapToIPv4().ToString();
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, PrefixBytes, bytes.Length - PrefixBytes);
        return new IPAddress(bytes) + "/64";
    }
}
