using System.Globalization;

namespace RelationSync.Simulator.Writing;

/// <summary>Times on the wire: in as <c>2026-05-01T10:23:45.123+09:00</c>, out as <c>2026-05-01T01:23:45.000+0000</c>.</summary>
internal static class SalesforceTime
{
    /// <summary>To whole seconds, which is all that Salesforce keeps.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTime utc)
    {
        utc = default;
        if (text.Length < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || !DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return false;
        }

        if (!TryTwo(text[11..], 23, out var hour) || !TryTwo(text[14..], 59, out var minute) || !TryTwo(text[17..], 59, out var second))
        {
            return false;
        }

        var zone = text[19..];
        if (zone[0] == '.')
        {
            var digits = zone[1..].IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > 9)
            {
                return false;
            }

            zone = zone[(digits + 1)..];
        }

        if (!TryZone(zone, out var offset))
        {
            return false;
        }

        var ticks = date.ToDateTime(new TimeOnly(hour, minute, second)).Ticks - offset.Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        utc = new DateTime(ticks, DateTimeKind.Utc);
        return true;
    }

    public static bool TryParseDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    public static DateTime Seconds(DateTime utc) => new(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);

    public static string Format(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);

    public static string Format(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary><c>Z</c>, <c>+09:00</c>, or <c>+0900</c> as Salesforce itself writes it.</summary>
    private static bool TryZone(ReadOnlySpan<char> zone, out TimeSpan offset)
    {
        offset = default;
        if (zone is "Z")
        {
            return true;
        }

        var colon = zone.Length == 6 && zone[3] == ':' ? 1 : 0;
        if (zone.Length != 5 + colon || zone[0] is not ('+' or '-') || !TryTwo(zone[1..], 14, out var hours) || !TryTwo(zone[(3 + colon)..], 59, out var minutes))
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0) * (zone[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryTwo(ReadOnlySpan<char> text, int most, out int value)
    {
        value = 0;
        if (!char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[1]))
        {
            return false;
        }

        value = ((text[0] - '0') * 10) + (text[1] - '0');
        return value <= most;
    }
}
