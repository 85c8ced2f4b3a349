using System.Text;

namespace RelationSync.Domain.Common;

/// <summary>
/// Text in Unicode's form NFKC, in which full-width and half-width characters are alike. Unlike
/// <see cref="string.Normalize(NormalizationForm)"/> it takes any text: halves of surrogate pairs and U+FFFE, which that
/// throws at, become U+FFFD.
/// </summary>
public static class CompatibleText
{
    /// <summary>The text in NFKC.</summary>
    public static string Of(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return Mended(text).Normalize(NormalizationForm.FormKC);
        }
    }

    // A rune is never half a pair: those come as U+FFFD.
    private static string Mended(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            result.Append(rune.Value == 0xFFFE ? Rune.ReplacementChar : rune);
        }

        return result.ToString();
    }
}
