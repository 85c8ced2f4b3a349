using System.Globalization;
using System.Text.RegularExpressions;

namespace RelationSync.Simulator.Rest;

/// <summary><c>FIND {03\-1234\-5678} IN PHONE FIELDS RETURNING Contact(Id, Phone WHERE … LIMIT 20), Lead(Id)</c></summary>
internal sealed partial record SoslQuery(string Text, string? In, IReadOnlyList<SoslTarget> Targets)
{
    private const int MostCharacters = 100_000;

    public static SoslQuery Parse(string sosl)
    {
        if (sosl.Length > MostCharacters)
        {
            throw new ApiException(400, "MALFORMED_SEARCH", $"SOSL statements cannot be longer than {MostCharacters} characters.");
        }

        var match = Pattern().Match(sosl);
        if (!match.Success)
        {
            throw new ApiException(400, "MALFORMED_SEARCH", "unexpected token: the search must be FIND {…} [IN … FIELDS] RETURNING …");
        }

        List<SoslTarget> targets = [];
        foreach (var part in Split(match.Groups["returning"].Value))
        {
            targets.Add(ParseTarget(part.Trim()));
        }

        return new SoslQuery(match.Groups["text"].Value, match.Groups["in"].Success ? match.Groups["in"].Value : null, targets);
    }

    private static SoslTarget ParseTarget(string part)
    {
        var match = Target().Match(part);
        if (!match.Success)
        {
            throw new ApiException(400, "MALFORMED_SEARCH", $"unexpected token: '{part}'");
        }

        var fields = match.Groups["fields"].Success
            ? match.Groups["fields"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [];
        int? limit = match.Groups["limit"].Success ? int.Parse(match.Groups["limit"].ValueSpan, CultureInfo.InvariantCulture) : null;
        return new SoslTarget(match.Groups["entity"].Value, fields, match.Groups["where"].Success ? match.Groups["where"].Value : null, limit);
    }

    /// <summary>Splits at commas outside parentheses and quotes.</summary>
    private static IEnumerable<string> Split(string text)
    {
        var (depth, start, quoted) = (0, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when quoted:
                    i++;
                    break;
                case '\'':
                    quoted = !quoted;
                    break;
                case '(' when !quoted:
                    depth++;
                    break;
                case ')' when !quoted:
                    depth--;
                    break;
                case ',' when depth == 0 && !quoted:
                    yield return text[start..i];
                    start = i + 1;
                    break;
            }
        }

        yield return text[start..];
    }

    [GeneratedRegex(@"^\s*FIND\s*\{(?<text>(?:\\.|[^\\{}])*)\}\s*(?:IN\s+(?<in>ALL|NAME|EMAIL|PHONE|SIDEBAR)\s+FIELDS\s+)?RETURNING\s+(?<returning>.+?)\s*$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^(?<entity>\w+)\s*(?:\(\s*(?<fields>[\w.,\s]+?)(?:\s+WHERE\s+(?<where>.+?))?(?:\s+LIMIT\s+(?<limit>\d+))?\s*\))?$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Target();
}
