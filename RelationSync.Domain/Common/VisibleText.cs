using System.Globalization;
using System.Text;

namespace RelationSync.Domain.Common;

/// <summary>Text without the characters that show nothing: zero-width ones, byte order marks, bidi marks, variation selectors.</summary>
public static class VisibleText
{
    /// <summary>Halves of surrogate pairs become U+FFFD.</summary>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsInvisible(rune))
            {
                result.Append(rune);
            }
        }

        return result.ToString();
    }

    // Format characters, and those of other categories that Unicode calls default ignorable.
    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x3164 or 0xFFA0
            or (>= 0x17B4 and <= 0x17B5) or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);
}
