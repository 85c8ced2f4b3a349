using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace RelationSync.Domain.Operations;

/// <summary>
/// Reads names and texts of JSON without ever failing. <see cref="JsonElement.GetString"/> throws on a lone surrogate
/// (<c>"\ud800"</c>, which JSON's grammar allows) and on bytes that are no UTF-8; here both become U+FFFD. No exception
/// is used on the way: a request may hold hundreds of thousands of such texts.
/// </summary>
public static class LenientJson
{
    /// <summary>What a name or text says, without its quotes and escapes; halves of surrogate pairs stay as they are.</summary>
    public static string Unescaped(ReadOnlySpan<byte> raw) => new(Unescape(Encoding.UTF8.GetString(raw)));

    /// <summary>The last property of that name, as JSON parsers commonly choose, where it isn't null.</summary>
    public static bool TryFind(JsonElement parent, string name, out JsonElement value)
    {
        value = default;
        foreach (var property in parent.EnumerateObject())
        {
            if (IsNamed(property, name))
            {
                value = property.Value;
            }
        }

        return value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);
    }

    /// <summary>A string's text; <paramref name="wellFormed"/> is false where something had to be replaced.</summary>
    public static string Text(JsonElement value, out bool wellFormed) =>
        Decode(JsonMarshal.GetRawUtf8Value(value)[1..^1], out wellFormed);

    /// <summary>A property's name without its escapes.</summary>
    public static string NameOf(JsonProperty property) => Decode(JsonMarshal.GetRawUtf8PropertyName(property), out _);

    private static bool IsNamed(JsonProperty property, string name)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        return raw.Contains((byte)'\\') ? Decode(raw, out _) == name : Ascii.Equals(raw, name);
    }

    private static string Decode(ReadOnlySpan<byte> raw, out bool wellFormed)
    {
        var text = Encoding.UTF8.GetString(raw);
        if (!raw.Contains((byte)'\\'))
        {
            wellFormed = !text.Contains('\uFFFD') || Utf8.IsValid(raw);
            return text;
        }

        var unescaped = Unescape(text);
        wellFormed = !ReplaceLoneSurrogates(unescaped) && Utf8.IsValid(raw);
        return new string(unescaped);
    }

    /// <summary>The escapes of a text that the parser has already checked: <c>\n</c>, <c>\"</c>, <c>\u3042</c>.</summary>
    private static Span<char> Unescape(string text)
    {
        var chars = text.ToCharArray();
        var length = 0;
        for (var i = 0; i < chars.Length; i++)
        {
            var c = chars[i];
            if (c == '\\')
            {
                c = chars[++i];
                if (c == 'u')
                {
                    c = (char)ushort.Parse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                    i += 4;
                }
                else
                {
                    c = Escaped(c);
                }
            }

            chars[length++] = c;
        }

        return chars.AsSpan(0, length);
    }

    private static char Escaped(char letter) => letter switch
    {
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => letter,
    };

    private static bool ReplaceLoneSurrogates(Span<char> text)
    {
        var replaced = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
                continue;
            }

            text[i] = '\uFFFD';
            replaced = true;
        }

        return replaced;
    }
}
