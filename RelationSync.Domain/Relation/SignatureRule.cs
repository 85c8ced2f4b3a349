using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using RelationSync.Domain.Events;

namespace RelationSync.Domain.Relation;

/// <summary>
/// An administrator's rule that a body names its writer: a pattern over its last lines, whose first group is a full name,
/// a mention, an e-mail or a code of <paramref name="codes"/>. Quoted parts don't count. Decides only for exactly one user.
/// </summary>
/// <param name="pattern">Matched in linear time, so without look-around and back references.</param>
/// <param name="codes">An administrator's own codes, each with the e-mail that it stands for.</param>
public sealed partial class SignatureRule(Regex pattern, IReadOnlyDictionary<string, string> codes)
{
    /// <summary>So many lines from the end are looked at.</summary>
    public const int Lines = 30;

    public const int LongestPattern = 500;

    /// <summary>False where the text is no pattern, or one without a group.</summary>
    public static bool TryParse(string? text, IReadOnlyDictionary<string, string> codes, [NotNullWhen(true)] out SignatureRule? rule)
    {
        rule = null;
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestPattern)
        {
            return false;
        }

        try
        {
            var pattern = new Regex(text, RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
            rule = pattern.GetGroupNumbers().Length > 1 ? new SignatureRule(pattern, codes) : null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return false;
        }

        return rule is not null;
    }

    /// <summary>The one user whom the body names, or null.</summary>
    public ApiUser? Find(string body, bool isHtml, UserDirectory users)
    {
        var named = new List<ApiUser>();
        foreach (Match match in pattern.Matches(LastLines(body, isHtml)))
        {
            if (Resolve(match.Groups[1].Value.Trim(), users) is { } user && !named.Contains(user))
            {
                named.Add(user);
            }
        }

        return named is [var one] ? one : null;
    }

    /// <summary>The last lines of what the writer wrote, without what is quoted.</summary>
    public static string LastLines(string body, bool isHtml)
    {
        var text = isHtml ? HtmlText.Of(WithoutQuotes(body)) : body;
        var own = new List<string>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var trimmed = line.TrimStart();
            if (QuoteHead().IsMatch(trimmed))
            {
                break;
            }

            if (!trimmed.StartsWith('>') && !trimmed.StartsWith('＞'))
            {
                own.Add(line);
            }
        }

        var end = own.FindLastIndex(line => !string.IsNullOrWhiteSpace(line)) + 1;
        return string.Join('\n', own.Take(end).Skip(Math.Max(0, end - Lines)));
    }

    private ApiUser? Resolve(string name, UserDirectory users) =>
        users.ByEmail(codes.GetValueOrDefault(name)) ?? users.ByEmail(name) ?? users.ByMention(name) ?? users.ByName(name);

    /// <summary>The HTML without its block quotes, nested ones included.</summary>
    private static string WithoutQuotes(string html)
    {
        var (kept, depth, from) = (new System.Text.StringBuilder(), 0, 0);
        foreach (Match tag in BlockQuote().Matches(html))
        {
            var closes = tag.ValueSpan.StartsWith("</");
            if (depth == 0 && !closes)
            {
                kept.Append(html, from, tag.Index - from);
            }

            depth = Math.Max(0, depth + (closes ? -1 : 1));
            from = depth == 0 ? tag.Index + tag.Length : from;
        }

        return depth > 0 ? kept.ToString() : kept.Append(html, from, html.Length - from).ToString();
    }

    [GeneratedRegex(@"</?blockquote\b[^>]*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BlockQuote();

    // What programs put above the mail that is answered.
    [GeneratedRegex(@"^(-{2,}\s*(Original Message|Forwarded message|元のメッセージ|転送メッセージ)|On .{4,200} wrote:\s*$|\d{4}年\d{1,2}月\d{1,2}日.{0,200}[:：]\s*$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex QuoteHead();
}
