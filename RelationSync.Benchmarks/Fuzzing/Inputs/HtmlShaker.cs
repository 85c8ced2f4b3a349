using System.Globalization;
using System.Text;

namespace RelationSync.Benchmarks.Fuzzing.Inputs;

/// <summary>HTML by chance: well formed, with its words known; or broken in any way.</summary>
internal sealed class HtmlShaker(Random random)
{
    /// <summary>Stands only where no reader sees it: in attributes, comments, scripts.</summary>
    public const string Unseen = "unseen";

    private static readonly string[] Tags =
    [
        "p", "div", "span", "b", "ul", "li", "table", "tr", "td", "th", "pre", "blockquote", "h1", "a", "font", "section", "center", "em", "o:p", "x-y", "svg", "math", "button",
    ];

    private static readonly string[] Hidden = ["script", "style", "title", "template", "iframe", "noembed"];

    private readonly StringBuilder _html = new();
    private readonly List<string> _words = [];

    /// <summary>Well-formed HTML and the words that a reader sees, in order.</summary>
    public (string Html, IReadOnlyList<string> Words) WellFormed()
    {
        Content(random.Next(1, 6));
        return (_html.ToString(), _words);
    }

    /// <summary>Anything.</summary>
    public string Broken()
    {
        var (html, _) = WellFormed();
        return random.Next(6) switch
        {
            0 => string.Concat(Enumerable.Repeat($"<{Tag()}>", random.Next(1, 3000))) + html,
            1 => html + string.Concat(Enumerable.Repeat(random.Next(2) == 0 ? "<" : "&", random.Next(1, 3000))),
            2 => $"<{Hidden[random.Next(Hidden.Length)]}>" + html,
            3 => $"<{Tag()} {string.Join(' ', Enumerable.Range(0, random.Next(1, 2000)).Select(i => $"a{i}=\"{i}\""))}>" + html,
            _ => HostileText.Spoil(HostileText.Spoil(html, random), random),
        };
    }

    private void Content(int left)
    {
        for (; left > 0; left--)
        {
            switch (random.Next(8))
            {
                case 0:
                    _html.Append(CultureInfo.InvariantCulture, $"<!-- {Unseen} -->");
                    break;
                case 1:
                    var hidden = Hidden[random.Next(Hidden.Length)];
                    _html.Append(CultureInfo.InvariantCulture, $"<{hidden}>{Unseen}</{hidden}>");
                    break;
                case 2:
                    _html.Append(random.Next(2) == 0 ? "<br>" : "<img alt=\"" + Unseen + "\">");
                    break;
                case 3 or 4 when left > 1:
                    var tag = Tag();
                    _html.Append(CultureInfo.InvariantCulture, $"<{tag} title='{Unseen}'>");
                    Content(left - 1);
                    _html.Append(CultureInfo.InvariantCulture, $"</{tag}>");
                    break;
                default:
                    Word();
                    break;
            }
        }
    }

    private void Word()
    {
        var word = $"w{_words.Count}";
        _words.Add(word);
        _html.Append(' ').Append(random.Next(3) == 0 ? $"&#{(int)word[0]};{word[1..]}" : word).Append(' ');
    }

    private string Tag() => Tags[random.Next(Tags.Length)];
}
