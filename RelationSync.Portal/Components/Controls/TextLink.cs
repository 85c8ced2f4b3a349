using System.Globalization;

namespace RelationSync.Portal.Components.Controls;

/// <summary>A figure within a sentence, and where it leads.</summary>
public sealed record TextLink(string Text, string Href)
{
    public static TextLink Of(int count, string href) => new(count.ToString("N0", CultureInfo.CurrentCulture), href);
}
