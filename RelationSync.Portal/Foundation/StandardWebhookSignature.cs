using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RelationSync.Portal.Foundation;

/// <summary>
/// Standard Webhooks 1.0.0 (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md):
/// HMAC-SHA256 over <c>id.timestamp.rawBody</c>, given as a list of entries <c>v1,</c> + base64.
/// </summary>
public static class StandardWebhookSignature
{
    private const string Version = "v1,";
    private const int MacLength = 32;

    /// <summary>How far the sender's clock may be off, either way.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>The list entry that is right for a message.</summary>
    /// <param name="secret"><c>whsec_…</c></param>
    public static string Sign(string secret, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var key = WebhookSecret.TryParse(secret) ?? throw new ArgumentException("Not a signing secret.", nameof(secret));
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return Version + Convert.ToBase64String(Mac(key, id, timestamp, body));
    }

    /// <summary>How far a timestamp lies ahead of our clock; null where it can't be read.</summary>
    internal static long? SecondsAhead(string timestamp, DateTimeOffset now) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at - now.ToUnixTimeSeconds() : null;

    /// <summary>Whether that is within the tolerance, its ends included.</summary>
    internal static bool IsTimely(long secondsAhead) => Math.Abs(secondsAhead) <= (long)Tolerance.TotalSeconds;

    /// <summary>A hash to which the body is appended as it arrives.</summary>
    internal static IncrementalHash Begin(byte[] key, string id, string timestamp)
    {
        var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        return hash;
    }

    /// <summary>Whether any entry is the hash. Takes as long whichever it is.</summary>
    internal static bool Matches(ReadOnlySpan<byte> mac, string signatures)
    {
        var right = false;
        Span<byte> given = stackalloc byte[MacLength];
        foreach (var entry in signatures.AsSpan().Split(' '))
        {
            var text = signatures.AsSpan(entry);
            if (text.StartsWith(Version, StringComparison.Ordinal)
                && Convert.TryFromBase64Chars(text[Version.Length..], given, out var length) && length == MacLength)
            {
                right |= CryptographicOperations.FixedTimeEquals(given, mac);
            }
        }

        return right;
    }

    private static byte[] Mac(byte[] key, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = Begin(key, id, timestamp);
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
