using System.Globalization;
using System.Text;

namespace RelationSync.Simulator.Soql;

/// <summary>
/// Reads the escapes of a SOQL string: <c>\\ \' \" \n \r \t \b \f \uXXXX</c>, in LIKE also <c>\% \_</c>.
/// A backslash before anything else is an error.
/// </summary>
internal static class TextLiteral
{
    public static bool TryRead(string raw, out string value)
    {
        value = raw;
        if (!raw.Contains('\\', StringComparison.Ordinal))
        {
            return true;
        }

        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
            }
            else if (TryEscape(raw, ref i, out var c))
            {
                text.Append(c);
            }
            else
            {
                return false;
            }
        }

        value = text.ToString();
        return true;
    }

    public static bool TryReadPattern(string raw, out LikePattern pattern)
    {
        pattern = LikePattern.Nothing;
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '%')
            {
                text.Append(LikePattern.Any);
            }
            else if (raw[i] == '_')
            {
                text.Append(LikePattern.One);
            }
            else if (raw[i] != '\\')
            {
                text.Append(raw[i]);
            }
            else if (i + 1 < raw.Length && raw[i + 1] is '%' or '_')
            {
                text.Append(raw[++i]);
            }
            else if (TryEscape(raw, ref i, out var c))
            {
                text.Append(c);
            }
            else
            {
                return false;
            }
        }

        pattern = new LikePattern(text.ToString());
        return true;
    }

    private static bool TryEscape(string raw, ref int i, out char c)
    {
        c = '\0';
        if (++i >= raw.Length)
        {
            return false;
        }

        switch (raw[i])
        {
            case '\\' or '\'' or '"':
                c = raw[i];
                return true;
            case 'n' or 'N':
                c = '\n';
                return true;
            case 'r' or 'R':
                c = '\r';
                return true;
            case 't' or 'T':
                c = '\t';
                return true;
            case 'b' or 'B':
                c = '\b';
                return true;
            case 'f' or 'F':
                c = '\f';
                return true;
            case 'u' when i + 4 < raw.Length && ushort.TryParse(raw.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                c = (char)code;
                i += 4;
                return true;
            default:
                return false;
        }
    }
}
