using System.Security.Cryptography;

namespace RelationSync.Portal.Foundation;

/// <summary>An inbox's signing secret: <c>whsec_</c> and base64 of 24 to 64 bytes (<c>whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw</c>).</summary>
public static class WebhookSecret
{
    private const string Prefix = "whsec_";
    private const int ShortestKey = 24;
    private const int LongestKey = 64;
    private const int NewKey = 32;

    /// <summary>A new secret of 32 random bytes.</summary>
    public static string Create() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(NewKey));

    /// <summary>The key's bytes, or null where that is no secret.</summary>
    public static byte[]? TryParse(string? secret)
    {
        if (secret is null || !secret.StartsWith(Prefix, StringComparison.Ordinal) || secret.Any(char.IsWhiteSpace))
        {
            return null;
        }

        var buffer = new byte[LongestKey];
        return Convert.TryFromBase64Chars(secret.AsSpan(Prefix.Length), buffer, out var length) && length >= ShortestKey
            ? buffer[..length]
            : null;
    }
}
