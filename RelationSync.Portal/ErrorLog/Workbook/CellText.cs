using System.Text;
using System.Text.RegularExpressions;
using RelationSync.Domain.Common;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>
/// A text as a cell may hold it: without control characters and halves of characters, no longer than a cell, line breaks
/// as LF. <paramref name="Quoted"/>: a spreadsheet would take it for a formula when it is typed again or saved as CSV, so
/// its cell carries the quote prefix.
/// </summary>
internal readonly partial record struct CellText(string Text, bool Quoted)
{
    /// <summary>The most UTF-16 units of a cell.</summary>
    public const int MaxLength = 32_767;

    // The wide forms are typed by Japanese keyboards and taken for the narrow ones; an apostrophe would vanish.
    private const string FormulaStarts = "=+-@\t\r\n'＝＋－＠";

    /// <summary>The same as the file holds it: <c>_x000D_</c> would be read as the character of that number, so its first underscore is written as one.</summary>
    public string Stored => Text.Contains("_x", StringComparison.Ordinal) ? LooksEscaped().Replace(Text, "_x005F_") : Text;

    public static CellText Of(string text)
    {
        var quoted = IsDangerous(text);
        var clean = IsClean(text) ? text : Clean(text);
        return new CellText(CutText.Head(clean, MaxLength).Text, quoted || IsDangerous(clean));
    }

    private static bool IsDangerous(string text)
    {
        if (text.Length > 0 && FormulaStarts.Contains(text[0], StringComparison.Ordinal))
        {
            return true;
        }

        var start = text.AsSpan().TrimStart();
        return start.Length > 0 && FormulaStarts.Contains(start[0], StringComparison.Ordinal);
    }

    private static bool IsClean(string text)
    {
        foreach (var c in text)
        {
            if ((char.IsControl(c) && c is not ('\n' or '\t')) || c >= '\uFFFE' || char.IsSurrogate(c))
            {
                return false;
            }
        }

        return true;
    }

    private static string Clean(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            // A lone half of a pair comes as U+FFFD.
            if (rune.Value is '\n' or '\t' || !(Rune.IsControl(rune) || rune.Value is 0xFFFE or 0xFFFF))
            {
                result.Append(rune);
            }
        }

        return result.ToString();
    }

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.CultureInvariant)]
    private static partial Regex LooksEscaped();
}
