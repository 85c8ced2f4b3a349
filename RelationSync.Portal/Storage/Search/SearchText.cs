using System.Text;
using RelationSync.Domain.Common;

namespace RelationSync.Portal.Storage.Search;

/// <summary>
/// Text as search compares it: full-width and half-width alike, without regard to case (NFKC, then lower case); control
/// characters and what is no character, which no engine's index takes, are replaced.
/// </summary>
internal static class SearchText
{
    /// <summary>Characters of a search that is found anywhere; a shorter one is looked for at the beginning of a text only.</summary>
    private const int Anywhere = 2;

    /// <summary>Stands before each text of the index, so that its first character makes a pair of its own.</summary>
    private static readonly Rune Start = new('\u0002');

    public static string Normal(string text)
    {
        if (Ascii.IsValid(text) && !text.Any(char.IsControl))
        {
            return text.ToLowerInvariant();
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // As U+FFFD an engine stores it that can't hold it.
            clean.Append(rune.Value == 0 ? Rune.ReplacementChar : Rune.IsControl(rune) ? new Rune(' ') : rune);
        }

        return CompatibleText.Of(clean.ToString()).ToLowerInvariant();
    }

    /// <summary>Whether a search that was made <see cref="Normal"/> finds this text: anywhere, or, where it is short, at its beginning.</summary>
    public static bool Finds(string search, string? text) => text is not null
        && (IsShort(search)
            ? Normal(text).StartsWith(search, StringComparison.Ordinal)
            : Normal(text).Contains(search, StringComparison.Ordinal));

    /// <summary>The grams that every text holds in the index which a search finds; each once.</summary>
    public static IReadOnlyList<int> GramsOf(string search)
    {
        var runes = search.EnumerateRunes().ToList();
        return runes switch
        {
            [] => [],
            [var only] => [Gram.Of(Start, only)],
            [var first, var second] => [Gram.Of(first, second)],
            _ => [.. Triples(runes).Distinct()],
        };
    }

    /// <summary>All pairs of neighbouring characters of a text, and its first character as one.</summary>
    public static IEnumerable<int> Pairs(string text)
    {
        var before = Start;
        foreach (var rune in text.EnumerateRunes())
        {
            yield return Gram.Of(before, rune);
            before = rune;
        }
    }

    /// <summary>All triples of neighbouring characters of a text.</summary>
    public static IEnumerable<int> Triples(string text) => Triples([.. text.EnumerateRunes()]);

    private static IEnumerable<int> Triples(List<Rune> runes) =>
        Enumerable.Range(0, Math.Max(0, runes.Count - 2)).Select(i => Gram.Of(runes[i], runes[i + 1], runes[i + 2]));

    private static bool IsShort(string search) => search.EnumerateRunes().Take(Anywhere).Count() < Anywhere;
}
