using System.Security.Cryptography;
using System.Text;

namespace RelationSync.Portal.Foundation;

/// <summary>An inbox's bearer key: <c>rsk_</c> and base64url of 32 random bytes. Only its hash is stored.</summary>
internal static class BearerKey
{
    public const string Prefix = "rsk_";

    /// <summary>Characters at its end that are kept, to tell two keys apart.</summary>
    public const int EndingLength = 4;

    private const string Scheme = "Bearer ";

    public static string Create() => Prefix + SecretToken.New();

    /// <summary>SHA-256: a key of 256 random bits needs no slower hash.</summary>
    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>What an <c>Authorization</c> header holds after <c>Bearer</c>; null where it is another scheme.</summary>
    public static string? FromHeader(string header) =>
        header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
}
