using System.Globalization;

namespace RelationSync.Domain.Operations;

/// <summary>
/// Times as RFC 3339 writes them, with an offset: <c>2026-04-01T09:00:00+09:00</c>, <c>2026-04-01T00:00:00.123456789z</c>.
/// Only the years 1 to 9999 in UTC, no leap second (neither .NET nor Salesforce can hold one), fractions cut at 100 ns.
/// https://www.rfc-editor.org/rfc/rfc3339#section-5.6
/// </summary>
public static class Rfc3339
{
    private const int LengthToSeconds = 19;

    /// <summary>Reads the whole text as a time; false for anything else.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="time">UTC.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length <= LengthToSeconds
            || !TryReadLocalTime(text[..LengthToSeconds], out var local)
            || !TryReadFraction(text[LengthToSeconds..], out var fraction, out var rest)
            || !TryReadOffset(rest, out var offset))
        {
            return false;
        }

        var ticks = local.Ticks + fraction - offset.Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        time = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static bool TryReadLocalTime(ReadOnlySpan<char> text, out DateTime local) =>
        DateTime.TryParseExact(
            text,
            text[10] == 't' ? "yyyy-MM-dd't'HH:mm:ss" : "yyyy-MM-dd'T'HH:mm:ss",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out local);

    /// <summary><c>.5</c>, <c>.1234567890123</c>, or nothing.</summary>
    private static bool TryReadFraction(ReadOnlySpan<char> text, out long ticks, out ReadOnlySpan<char> rest)
    {
        ticks = 0;
        rest = text;
        if (text[0] != '.')
        {
            return true;
        }

        var length = 1;
        var unit = TimeSpan.TicksPerSecond;
        while (length < text.Length && char.IsAsciiDigit(text[length]))
        {
            unit /= 10;
            ticks += (text[length] - '0') * unit;
            length++;
        }

        rest = text[length..];
        return length > 1;
    }

    /// <summary><c>Z</c>, <c>z</c>, <c>+09:00</c>, <c>-00:00</c>.</summary>
    private static bool TryReadOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is "Z" or "z")
        {
            return true;
        }

        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':'
            || !TryReadTwoDigits(text[1..3], 23, out var hours)
            || !TryReadTwoDigits(text[4..], 59, out var minutes))
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0);
        offset = text[0] == '-' ? -offset : offset;
        return true;
    }

    private static bool TryReadTwoDigits(ReadOnlySpan<char> text, int most, out int value)
    {
        value = 0;
        if (!char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[1]))
        {
            return false;
        }

        value = ((text[0] - '0') * 10) + text[1] - '0';
        return value <= most;
    }
}
