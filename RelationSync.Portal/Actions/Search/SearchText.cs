using System.Text;
using RelationSync.Domain.Common;

namespace RelationSync.Portal.Actions.Search;

/// <summary>
/// Text as search compares it: full-width and half-width alike, without regard to case (NFKC, then lower case); control
/// characters and what is no character, which SQLite's tokenizer would stumble over, are replaced.
/// </summary>
internal static class SearchText
{
    /// <summary>Characters of a gram; shorter searches are looked for at the beginning of a text only.</summary>
    public const int Gram = 3;

    /// <summary>Stands twice before each text of the index, so that its first one and two characters make grams of their own.</summary>
    public const char Start = '\u0002';

    public static string Normal(string text)
    {
        if (Ascii.IsValid(text) && !text.Any(char.IsControl))
        {
            return text.ToLowerInvariant();
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(Rune.IsControl(rune) ? ' ' : rune.ToString());
        }

        return CompatibleText.Of(clean.ToString()).ToLowerInvariant();
    }

    /// <summary>Whether a search that was made <see cref="Normal"/> finds this text: anywhere, or, where it is short, at its beginning.</summary>
    public static bool Finds(string search, string? text) => text is not null
        && (IsShort(search)
            ? Normal(text).StartsWith(search, StringComparison.Ordinal)
            : Normal(text).Contains(search, StringComparison.Ordinal));

    /// <summary>Too short to be found anywhere.</summary>
    public static bool IsShort(string search) => search.EnumerateRunes().Take(Gram).Count() < Gram;

    /// <summary>The grams that every text holds in the index which a search finds; each once.</summary>
    public static IReadOnlyList<string> GramsOf(string search)
    {
        var marked = IsShort(search) ? new string(Start, Gram - search.EnumerateRunes().Count()) + search : search;
        var runes = marked.EnumerateRunes().ToList();
        return [.. Enumerable.Range(0, runes.Count - Gram + 1).Select(i => string.Concat(runes.Skip(i).Take(Gram))).Distinct(StringComparer.Ordinal)];
    }
}
