using System.Text.RegularExpressions;

namespace RelationSync.Portal.Connections;

/// <summary>What an inbox may be called, wherever it is made.</summary>
internal static partial class InboxRules
{
    public const string DefaultTimeZone = "Asia/Tokyo";
    public const int LongestName = 200;

    /// <summary>1 to 64 lower-case letters, digits, <c>-</c> and <c>_</c>: it stands in the intake's address.</summary>
    public static bool IsKey(string key) => KeyForm().IsMatch(key);

    /// <summary>1 to 200 characters, not blank.</summary>
    public static bool IsName(string name) => !string.IsNullOrWhiteSpace(name) && name.EnumerateRunes().Count() <= LongestName;

    /// <summary>An IANA name.</summary>
    public static bool IsZone(string zone) => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId;

    [GeneratedRegex(@"\A[a-z0-9_-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyForm();
}
