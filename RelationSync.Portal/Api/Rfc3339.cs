using System.Globalization;

namespace RelationSync.Portal.Api;

/// <summary>Times as in RFC 3339, e.g. <c>2026-11-24T14:30:00.5+09:00</c>: always with an offset.</summary>
internal static class Rfc3339
{
    private static readonly string[] Formats =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd't'HH:mm:ssK", "yyyy-MM-dd HH:mm:ssK"];

    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        var hasOffset = text is [.., 'Z' or 'z'] || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] is ':');
        return hasOffset && DateTimeOffset.TryParseExact(
            text.Replace('z', 'Z'), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out time);
    }
}
