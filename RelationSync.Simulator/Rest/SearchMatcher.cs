using System.Text.RegularExpressions;
using RelationSync.Simulator.Schema;
using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Rest;

/// <summary>
/// Matches search text as Salesforce's index does: text is cut into words at spaces and punctuation, so
/// <c>03-1234-5678</c> and <c>0312345678</c> are different words.
/// </summary>
internal sealed partial class SearchMatcher
{
    private readonly List<List<Regex[]>> _anyOf;
    private readonly FieldKind? _only;
    private readonly bool _nameOnly;

    public SearchMatcher(string text, string? searchIn)
    {
        _only = searchIn?.ToUpperInvariant() switch
        {
            "PHONE" => FieldKind.Phone,
            "EMAIL" => FieldKind.Email,
            _ => null,
        };
        _nameOnly = string.Equals(searchIn, "NAME", StringComparison.OrdinalIgnoreCase);
        _anyOf = [.. Or().Split(text).Select(Alternative).Where(a => a.Count > 0)];
    }

    public bool Matches(Record row)
    {
        var texts = row.Type.Fields.Where(Searched).Select(f => row[f] as string).Where(t => t is not null).Select(t => Words(t!)).ToList();
        return _anyOf.Exists(all => all.TrueForAll(phrase => texts.Exists(words => Contains(words, phrase))));
    }

    private static List<Regex[]> Alternative(string text) =>
        [.. Term().Matches(text)
            .Select(m => m.Value.Trim('"'))
            .Where(t => !t.Equals("AND", StringComparison.OrdinalIgnoreCase))
            .Select(t => Words(t.Replace("\\", string.Empty, StringComparison.Ordinal)).Select(Wildcard).ToArray())
            .Where(p => p.Length > 0)];

    private static Regex Wildcard(string word) =>
        new("^" + Regex.Escape(word).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal) + "$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static bool Contains(string[] words, Regex[] phrase)
    {
        for (var start = 0; start + phrase.Length <= words.Length; start++)
        {
            if (phrase.Select((pattern, i) => pattern.IsMatch(words[start + i])).All(hit => hit))
            {
                return true;
            }
        }

        return false;
    }

    private static string[] Words(string text) => [.. Word().Matches(text).Select(m => m.Value)];

    private bool Searched(FieldType field) =>
        field.IsText && (_only is null || field.Kind == _only) && (!_nameOnly || field.Name is "Name" or "Subject");

    [GeneratedRegex(@"\s+OR\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Or();

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Term();

    [GeneratedRegex(@"[\p{L}\p{N}*?]+")]
    private static partial Regex Word();
}
