namespace RelationSync.Portal.Accounts;

/// <summary>Browser and system by their own names, as far as somebody needs them to know their own devices apart.</summary>
internal static class DeviceFamily
{
    // The first that fits: each browser says the names of those below it too.
    // Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ];

    /// <summary><c>Edge, Windows</c>; null where neither is known.</summary>
    public static string? Of(string? userAgent)
    {
        string?[] names = [NameIn(Browsers, userAgent), NameIn(Systems, userAgent)];
        return string.Join(", ", names.OfType<string>()) is { Length: > 0 } family ? family : null;
    }

    private static string? NameIn((string Sign, string Name)[] known, string? userAgent) =>
        known.FirstOrDefault(k => userAgent?.Contains(k.Sign, StringComparison.Ordinal) == true).Name;
}
