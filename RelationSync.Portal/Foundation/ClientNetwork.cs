using System.Net;
using System.Net.Sockets;

namespace RelationSync.Portal.Foundation;

/// <summary>Where a request comes from, as coarse as one party usually has it: an IPv4 address, or an IPv6 /64.</summary>
internal static class ClientNetwork
{
    private const int Usual = 64;

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

        return Prefix(address, Usual);
    }

    /// <summary>The IPv6 network of that many bits (a multiple of 8), as providers give one party a /56 or a /48; null for any other address.</summary>
    public static string? Of(IPAddress? address, int bits) =>
        address is { IsIPv4MappedToIPv6: false, AddressFamily: AddressFamily.InterNetworkV6 } ? Prefix(address, bits) : null;

    private static string Prefix(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, bits / 8, bytes.Length - (bits / 8));
        return $"{new IPAddress(bytes)}/{bits}";
    }
}
