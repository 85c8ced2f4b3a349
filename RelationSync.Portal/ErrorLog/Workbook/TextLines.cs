using System.Globalization;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>How many lines a text takes in a column that wraps, and how high a row of them is.</summary>
internal static class TextLines
{
    /// <summary>Height of a row with one line, in points.</summary>
    public const double OneLine = 18;

    private const double Line = 13.5;

    /// <summary>The highest row that Excel allows.</summary>
    private const double Highest = 409;

    /// <param name="text">The cell's text.</param>
    /// <param name="width">The column's width in digits.</param>
    public static int Count(string? text, double width)
    {
        if (string.IsNullOrEmpty(text))
        {
            return 1;
        }

        // A word goes to the next line whole, if it isn't longer than one; kana and kanji part anywhere.
        var (lines, used, word) = (1, 0, 0);
        foreach (var c in text)
        {
            if (c == '\n')
            {
                (lines, used, word) = (lines + 1, 0, 0);
                continue;
            }

            if (c == ' ')
            {
                // At the end of a line it takes no room.
                (used, word) = (used + 1, 0);
                continue;
            }

            // Kana, kanji and full-width forms take the room of two digits.
            var isWide = c >= '\u1100';
            var room = isWide ? 2 : 1;
            word = isWide ? 0 : word;
            if (used + room > width - 1)
            {
                (lines, used) = (lines + 1, word < used ? word : 0);
            }

            used += room;
            word = isWide ? 0 : word + room;
        }

        return lines;
    }

    /// <summary>In points; null: the height of every row.</summary>
    public static string? Height(int lines) =>
        lines <= 1 ? null : Math.Min(Highest, OneLine + (Line * (lines - 1))).ToString("0.##", CultureInfo.InvariantCulture);
}
