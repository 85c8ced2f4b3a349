using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace RelationSync.Simulator.Store;

/// <summary>Record ids: 15 case-sensitive characters, or 18 with a checksum of the case (<c>003x0000001aBcDAAU</c>).</summary>
internal static class SalesforceId
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string ChecksumAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    public static string Make(string prefix, string orgInfix, long number)
    {
        Span<char> id = stackalloc char[18];
        prefix.CopyTo(id);
        orgInfix.CopyTo(id[3..]);
        for (var i = 14; i >= 8; i--)
        {
            id[i] = Alphabet[(int)(number % 62)];
            number /= 62;
        }

        Checksum(id[..15], id[15..]);
        return new string(id);
    }

    /// <summary>Five characters that tell the ids of one org from those of another.</summary>
    public static string InfixOf(string orgName)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(orgName));
        return string.Create(5, hash, static (span, bytes) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = Alphabet[bytes[i] % 62];
            }
        });
    }

    /// <summary>Reads either form and gives the one of 18 characters.</summary>
    public static bool TryNormalise(string? text, [NotNullWhen(true)] out string? id)
    {
        id = null;
        if (text is null || text.Length is not (15 or 18))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                return false;
            }
        }

        if (text.Length == 15)
        {
            id = To18(text);
            return true;
        }

        Span<char> checksum = stackalloc char[3];
        Checksum(text.AsSpan(0, 15), checksum);
        if (!text.AsSpan(15).Equals(checksum, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        id = text.AsSpan(15).SequenceEqual(checksum) ? text : string.Concat(text.AsSpan(0, 15), checksum);
        return true;
    }

    private static string To18(string id15)
    {
        Span<char> checksum = stackalloc char[3];
        Checksum(id15, checksum);
        return string.Concat(id15, checksum);
    }

    private static void Checksum(ReadOnlySpan<char> id15, Span<char> checksum)
    {
        for (var block = 0; block < 3; block++)
        {
            var bits = 0;
            for (var i = 0; i < 5; i++)
            {
                if (char.IsAsciiLetterUpper(id15[(block * 5) + i]))
                {
                    bits |= 1 << i;
                }
            }

            checksum[block] = ChecksumAlphabet[bits];
        }
    }
}
