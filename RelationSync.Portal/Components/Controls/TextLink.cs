using System.Globalization;

namespace RelationSync.Portal.Components.Controls;

/// <summary>A figure or word within a sentence, and where it leads.</summary>
/// <param name="Href">Null for a word without a link.</param>
public sealed record TextLink(string Text, string? Href)
{
    public static TextLink Of(long count, string href) => new(count.ToString("N0", CultureInfo.CurrentCulture), href);

    public static TextLink Word(string text) => new(text, null);

    /// <summary>A number that counts no rows, like calls.</summary>
    public static TextLink Word(long number) => Word(number.ToString("N0", CultureInfo.CurrentCulture));
}
