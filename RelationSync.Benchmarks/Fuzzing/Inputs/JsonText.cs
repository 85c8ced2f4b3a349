using System.Globalization;
using System.Text;

namespace RelationSync.Benchmarks.Fuzzing.Inputs;

/// <summary>Writes strings as JSON allows them: raw, or any character as an escape, lone surrogates too.</summary>
internal static class JsonText
{
    public static StringBuilder AppendQuoted(this StringBuilder json, string text, Random random)
    {
        var escapeAll = random.Next(12) == 0;
        json.Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var isPair = i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]);
            if (c is '"' or '\\' && !escapeAll)
            {
                json.Append('\\').Append(c);
            }
            else if (isPair && !escapeAll)
            {
                json.Append(c).Append(text[++i]);
            }
            else if (c < ' ' || char.IsSurrogate(c) || escapeAll)
            {
                json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                json.Append(c);
            }
        }

        return json.Append('"');
    }
}
