using System.Text;

namespace RelationSync.Domain.Events;

/// <summary>Texts without what neither XML nor Salesforce takes: control characters, lone surrogates, U+FFFE and U+FFFF.</summary>
internal static class StorableText
{
    /// <summary>Vertical tab, form feed, NEL, and Unicode's line and paragraph separators end a line as CR does (R-M7).</summary>
    private const string LineEnds = "\r\v\f\u0085\u2028\u2029";

    /// <summary>Several lines: every line end becomes LF; of the control characters only LF and tab stay.</summary>
    public static string Lines(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (LineEnds.Contains(c, StringComparison.Ordinal))
            {
                result.Append('\n');
                i += c == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
            }
            else if (c is '\n' or '\t' || !char.IsControl(c))
            {
                i += AppendCharacter(result, text, i) - 1;
            }
        }

        return result.ToString();
    }

    /// <summary>One line: line breaks and control characters become a space, CRLF one of them.</summary>
    public static string OneLine(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsControl(c) || LineEnds.Contains(c, StringComparison.Ordinal))
            {
                result.Append(' ');
                i += c == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
            }
            else
            {
                i += AppendCharacter(result, text, i) - 1;
            }
        }

        return result.ToString();
    }

    /// <summary>How many UTF-16 units of the text were used up: 2 of a surrogate pair.</summary>
    private static int AppendCharacter(StringBuilder result, string text, int index)
    {
        var c = text[index];
        if (!char.IsSurrogate(c))
        {
            if (c is not ('\uFFFE' or '\uFFFF'))
            {
                result.Append(c);
            }

            return 1;
        }

        if (index + 1 < text.Length && char.IsSurrogatePair(c, text[index + 1]))
        {
            result.Append(c).Append(text[index + 1]);
            return 2;
        }

        result.Append('\uFFFD');
        return 1;
    }
}
