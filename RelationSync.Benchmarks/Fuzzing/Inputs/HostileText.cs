using System.Text;

namespace RelationSync.Benchmarks.Fuzzing.Inputs;

/// <summary>Texts that have broken programs before: lone surrogates, NUL, bidi, emoji, quotes of every language in use here.</summary>
internal static class HostileText
{
    private static readonly string[] Pieces =
    [
        " ", "\0", "\u0001", "\u001B[31m", "\t", "\r\n", "\r", "\n", "\u0085", "\u2028", "\u2029", "\uFEFF", "\uFFFE", "\uFFFF", "\uFFFD",
        "\uD800", "\uDBFF", "\uDC00", "\uDFFF", "\uDC00\uD800", "\u202E", "\u2066", "\u200B", "\u200D", "\u00AD", "👨‍👩‍👧‍👦", "😀", "🇯🇵", "𠮷",
        "e\u0301\u0301\u0301", "ﷺ", "İ", "ı", "ß", "\u212A", "Ａ", "（０３）", "ー", "ｶﾞ", "'", "\\", "\\'", "\"", "`", "%", "_", "%00", "<", ">", "&",
        "&#x0;", "&#xD800;", "&#x110000;", "&lt", "]]>", "<![CDATA[", "<script>", "</body>", "<!--", "-->", "=1+1", "＝1", "@x", "+81", "-1", ";", ",", "{", "}",
        "[", "]", "{{7*7}}", "$(id)", "${x}", "../", "%s%n", "' OR Id != '", "a@b.example", "名前 <a@b.example>", "0312345678", "+81 3-1234-5678",
        "内線12", "あ", "山田", "x", "1", "0", "null", "true", "2026-04-01T00:00:00Z",
    ];

    /// <summary>Mostly short; now and then long.</summary>
    public static string Of(Random random)
    {
        var text = new StringBuilder();
        for (var left = random.Next(0, 10); left > 0; left--)
        {
            _ = random.Next(8) == 0 ? text.Append((char)random.Next(0x10000)) : text.Append(Pieces[random.Next(Pieces.Length)]);
        }

        return random.Next(200) == 0 ? string.Concat(Enumerable.Repeat(text.ToString(), random.Next(1, 4000))) : text.ToString();
    }

    /// <summary>A good text with something put into it.</summary>
    public static string Spoil(string good, Random random)
    {
        var text = new StringBuilder(good);
        for (var left = random.Next(0, 4); left > 0; left--)
        {
            var at = random.Next(text.Length + 1);
            _ = random.Next(3) switch
            {
                0 when at < text.Length => text.Remove(at, 1),
                1 => text.Insert(at, (char)random.Next(0x20, 0x80)),
                _ => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
            };
        }

        return text.ToString();
    }
}
