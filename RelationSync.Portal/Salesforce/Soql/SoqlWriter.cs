using System.Globalization;
using System.Text;

namespace RelationSync.Portal.Salesforce.Soql;

/// <summary>
/// The only place that writes SOQL. Literals are escaped after "Quoted String Escape Sequences" and queries packed
/// within "SOQL Character Limits" of the SOQL and SOSL Reference.
/// </summary>
internal static class SoqlWriter
{
    public const int MaxQueryLength = 100_000;

    /// <summary>It is unclear whether a chain of LIKE counts as one string, of which 4,000 characters are allowed (fact sheet, 3.6).</summary>
    public const int MaxLikeQueryLength = 4_000;

    /// <summary>A text value: <c>O'Brien</c> becomes <c>'O\'Brien'</c>.</summary>
    public static string Literal(string value) => Quote(value, pattern: false);

    /// <summary>A LIKE pattern whose only wildcard is <c>%</c>: <c>_</c> is meant as it stands.</summary>
    public static string Pattern(string pattern) => Quote(pattern, pattern: true);

    /// <summary>A moment, to the second as Salesforce keeps it: <c>2026-05-01T01:23:45Z</c>.</summary>
    public static string Literal(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>
    /// As few queries as the terms fit into; patterns go in shorter queries of their own. No terms: no query. A value that
    /// fits into none isn't asked for: no field holds one so long.
    /// </summary>
    public static IEnumerable<SoqlQuery> Pack(string entity, string fields, string? filter, IEnumerable<SoqlTerm> terms)
    {
        var distinct = terms.Distinct().ToLookup(t => t.Like);
        return Pack(new SoqlQuery(entity, fields, filter, []), distinct[false], MaxQueryLength)
            .Concat(Pack(new SoqlQuery(entity, fields, filter, []), distinct[true], MaxLikeQueryLength));
    }

    public static string Render(SoqlQuery query)
    {
        var text = new StringBuilder("SELECT ").Append(query.Fields).Append(" FROM ").Append(query.Entity);
        if (query is { Filter: null, Terms.Count: 0 })
        {
            return text.ToString();
        }

        text.Append(" WHERE ");
        if (query.Filter is not null)
        {
            text.Append(query.Filter).Append(" AND ");
        }

        // Parenthesised even where one alternative stands alone: AND and OR never meet unparenthesised.
        return text.Append('(').AppendJoin(" OR ", Alternatives(query.Terms)).Append(')').ToString();
    }

    private static IEnumerable<string> Alternatives(IReadOnlyList<SoqlTerm> terms) =>
        terms.Where(t => !t.Like).GroupBy(t => t.Field).Select(g => $"{g.Key} IN ({string.Join(',', g.Select(t => t.Literal))})")
            .Concat(terms.Where(t => t.Like).Select(t => $"{t.Field} LIKE {t.Literal}"));

    private static IEnumerable<SoqlQuery> Pack(SoqlQuery empty, IEnumerable<SoqlTerm> terms, int maxLength)
    {
        var fixedLength = Render(empty with { Terms = [new SoqlTerm("", "", Like: true)] }).Length - " LIKE ".Length;
        List<SoqlTerm> packed = [];
        HashSet<string> fields = [];
        var length = fixedLength;
        foreach (var term in terms.Where(t => fixedLength + Cost(t, []) <= maxLength))
        {
            if (packed.Count > 0 && length + Cost(term, fields) > maxLength)
            {
                yield return empty with { Terms = packed };
                packed = [];
                fields = [];
                length = fixedLength;
            }

            length += Cost(term, fields);
            fields.Add(term.Field);
            packed.Add(term);
        }

        if (packed.Count > 0)
        {
            yield return empty with { Terms = packed };
        }
    }

    // What Alternatives makes of it: " OR Email IN (" and ")" once a field, a literal and its comma, or " OR Phone LIKE …".
    private static int Cost(SoqlTerm term, HashSet<string> fields) =>
        term.Like ? term.Field.Length + term.Literal.Length + " OR  LIKE ".Length
        : term.Literal.Length + 1 + (fields.Contains(term.Field) ? 0 : term.Field.Length + " OR  IN ()".Length);

    private static string Quote(string value, bool pattern)
    {
        var text = new StringBuilder(value.Length + 2).Append('\'');
        foreach (var c in value)
        {
            _ = c switch
            {
                '\\' => text.Append(@"\\"),
                '\'' => text.Append(@"\'"),
                '\n' => text.Append(@"\n"),
                '\r' => text.Append(@"\r"),
                '\t' => text.Append(@"\t"),
                '\b' => text.Append(@"\b"),
                '\f' => text.Append(@"\f"),
                '_' when pattern => text.Append(@"\_"),
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' => text.Append(CultureInfo.InvariantCulture, $@"\u{(int)c:X4}"),
                _ => text.Append(c),
            };
        }

        return text.Append('\'').ToString();
    }
}
