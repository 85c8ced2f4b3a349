using System.Globalization;

namespace RelationSync.Simulator.Writing;

/// <summary>Times on the wire: in as <c>2026-05-01T10:23:45.123+09:00</c>, out as <c>2026-05-01T01:23:45.000+0000</c>.</summary>
internal static class SalesforceTime
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mm:sszzz",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
    ];

    public static bool TryParse(string text, out DateTime utc)
    {
        utc = default;
        if (text.Length < 20)
        {
            return false;
        }

        // An offset without a colon (+0900) is what Salesforce itself writes.
        var sign = text.Length - 5;
        var colonless = text[sign] is '+' or '-' && !text.AsSpan(sign).Contains(':');
        var normal = colonless ? string.Concat(text.AsSpan(0, sign + 3), ":", text.AsSpan(sign + 3)) : text;
        if (normal[^1] is not 'Z' && normal[^6] is not ('+' or '-'))
        {
            return false;
        }

        if (!DateTimeOffset.TryParseExact(normal, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value))
        {
            return false;
        }

        utc = Seconds(value.UtcDateTime);
        return true;
    }

    public static bool TryParseDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    public static DateTime Seconds(DateTime utc) => new(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);

    public static string Format(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);

    public static string Format(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
