using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RelationSync.Portal.Accounts;

/// <summary>
/// Codes that an authenticator app and we make from one key and the time (RFC 6238 with the values that every app knows:
/// HMAC-SHA-1, six digits, steps of 30 seconds since 1970 in UTC).
/// </summary>
internal static class Totp
{
    /// <summary>How long one code is the present one, in seconds.</summary>
    public const int StepSeconds = 30;

    public const int Digits = 6;

    /// <summary>As long as the hash's own output (RFC 4226 §4, R6).</summary>
    private const int KeyBytes = 20;

    /// <summary>Clocks of phones and servers differ: so many steps either way are accepted (RFC 6238 §5.2).</summary>
    private const int Tolerance = 1;

    private const int Modulus = 1_000_000;

    // RFC 4648: five bits a character.
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyBytes);

    public static long StepAt(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    public static string CodeAt(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // HMAC-SHA-1 is what RFC 6238 and the apps use; as a keyed hash it isn't touched by SHA-1's collisions.
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        // Dynamic truncation (RFC 4226 §5.3): the last four bits say where to read 31 bits.
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xF)..]) & int.MaxValue;
        return (number % Modulus).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step that a code is of, where it is of now or one step beside it, and later than <paramref name="lastUsed"/>; else null.</summary>
    public static long? StepOf(byte[] key, string code, DateTimeOffset now, long lastUsed)
    {
        long? found = null;
        var given = Encoding.UTF8.GetBytes(code);
        for (var step = StepAt(now) - Tolerance; step <= StepAt(now) + Tolerance; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(CodeAt(key, step)), given) && step > lastUsed)
            {
                found = step;
            }
        }

        return found;
    }

    /// <summary>The key as people type it into an app: Base32 without padding.</summary>
    public static string Text(byte[] key)
    {
        var text = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var value in key)
        {
            (bits, count) = ((bits << 8) | value, count + 8);
            for (; count >= 5; count -= 5)
            {
                text.Append(Base32[(bits >> (count - 5)) & 31]);
            }

            bits &= (1 << count) - 1;
        }

        return count == 0 ? text.ToString() : text.Append(Base32[(bits << (5 - count)) & 31]).ToString();
    }

    /// <summary>What apps read from the picture: <c>otpauth://totp/RelationSync:a%40example.com?secret=…&amp;issuer=RelationSync&amp;…</c>.</summary>
    public static string Address(byte[] key, string email) => string.Create(
        CultureInfo.InvariantCulture,
        $"otpauth://totp/RelationSync:{Uri.EscapeDataString(email)}?secret={Text(key)}&issuer=RelationSync&algorithm=SHA1&digits={Digits}&period={StepSeconds}");
}
