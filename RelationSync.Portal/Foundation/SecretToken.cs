using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace RelationSync.Portal.Foundation;

/// <summary>Random values that nobody guesses, and the hashes that the store knows them by.</summary>
internal static class SecretToken
{
    /// <summary>43 characters of base64url: 256 bits.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>A value that an account's sessions are bound to.</summary>
    public static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    public static string HashOf(string? token) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(token ?? "")));
}
