using System.Globalization;

namespace RelationSync.Portal.Components.Controls;

/// <summary>Pages of a list whose rows are sums and have no id: by number.</summary>
public static class PageNumber
{
    /// <summary>In the URL.</summary>
    public const string Parameter = "page";

    private const int Most = 10_000;

    /// <summary>0: the first, also where it can't be read.</summary>
    public static int Read(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Min(page, Most) : 0;
}
