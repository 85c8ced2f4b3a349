using System.Globalization;
using System.Text.RegularExpressions;

namespace RelationSync.Benchmarks.Documents;

/// <summary><c>docs/rules.md</c>: texts kept by hand, and below each the files and tests that name the rule.</summary>
internal static partial class RuleDocument
{
    public const string Path = "docs/rules.md";

    private const int MostFiles = 6;

    private static readonly string[] CodeProjects = ["RelationSync.Domain", "RelationSync.Portal"];
    private static readonly string[] TestProjects = ["RelationSync.Tests", "RelationSync.E2E"];

    /// <summary>The document with its made lines renewed.</summary>
    /// <param name="root">The repository's top folder.</param>
    public static string Renew(string root)
    {
        var code = Mentions(root, CodeProjects, RuleName());
        var tests = Mentions(root, TestProjects, RuleTrait());
        var lines = File.ReadAllLines(System.IO.Path.Combine(root, Path)).Where(l => !IsMade(l));
        var sections = new List<List<string>> { new() };
        foreach (var line in lines)
        {
            if (line.StartsWith("##", StringComparison.Ordinal))
            {
                sections.Add([]);
            }

            sections[^1].Add(line);
        }

        return string.Join("\n\n", sections.Select(s => Section(s, code, tests))) + "\n";
    }

    /// <summary>The rules that have a section.</summary>
    public static IReadOnlyList<string> Rules(string root) =>
        [.. File.ReadLines(System.IO.Path.Combine(root, Path)).Select(l => Heading().Match(l)).Where(m => m.Success).Select(m => m.Groups[1].Value)];

    private static string Section(List<string> lines, ILookup<string, Mention> code, ILookup<string, Mention> tests)
    {
        var text = string.Join('\n', lines).TrimEnd();
        return Heading().Match(lines.FirstOrDefault() ?? "") is { Success: true } heading
            ? $"{text}\n\n- Code: {Files(code[heading.Groups[1].Value])}\n- Tests: {Classes(tests[heading.Groups[1].Value])}"
            : text;
    }

    /// <summary>First the files whose type is about the rule: they name it before the type begins.</summary>
    private static string Files(IEnumerable<Mention> mentions)
    {
        var all = mentions.GroupBy(m => m.File, StringComparer.Ordinal)
            .OrderByDescending(f => f.Any(m => m.IsOfType)).ThenByDescending(f => f.Count()).ThenBy(f => f.Key, StringComparer.Ordinal)
            .Select(f => f.Key).ToList();
        var shown = all.Take(MostFiles).Select(f => $"`{f}`");
        return all.Count > MostFiles ? $"{string.Join(", ", shown)} and {all.Count - MostFiles} more" : string.Join(", ", shown);
    }

    private static string Classes(IEnumerable<Mention> mentions) => string.Join(
        ", ",
        mentions.CountBy(m => System.IO.Path.GetFileNameWithoutExtension(m.File)).OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => string.Create(CultureInfo.InvariantCulture, $"`{c.Key}` {c.Value}")));

    private static ILookup<string, Mention> Mentions(string root, string[] projects, Regex pattern) =>
        (from project in projects
         from file in Directory.EnumerateFiles(System.IO.Path.Combine(root, project), "*.cs", SearchOption.AllDirectories)
         let relative = System.IO.Path.GetRelativePath(root, file).Replace('\\', '/')
         where !IsGenerated(relative)
         let text = File.ReadAllText(file)
         let type = TypeDeclaration().Match(text)
         from match in pattern.Matches(text)
         from rule in Expand(match)
         select (rule, mention: new Mention(relative, type.Success && match.Index < type.Index))).ToLookup(m => m.rule, m => m.mention, StringComparer.Ordinal);

    /// <summary><c>R-O1</c>, or all of <c>R-W1 to R-W6</c>.</summary>
    private static IEnumerable<string> Expand(Match match)
    {
        var from = int.Parse(match.Groups["from"].Value, CultureInfo.InvariantCulture);
        var to = match.Groups["to"] is { Success: true } end ? int.Parse(end.Value, CultureInfo.InvariantCulture) : from;
        return Enumerable.Range(from, Math.Max(1, to - from + 1)).Select(n => $"R-{match.Groups["part"].Value}{n}");
    }

    private static bool IsGenerated(string file) => file.Contains("/obj/", StringComparison.Ordinal) || file.Contains("/bin/", StringComparison.Ordinal) || file.Contains("/Migrations/", StringComparison.Ordinal);

    private static bool IsMade(string line) => line.StartsWith("- Code: ", StringComparison.Ordinal) || line.StartsWith("- Tests: ", StringComparison.Ordinal);

    private readonly record struct Mention(string File, bool IsOfType);

    [GeneratedRegex(@"^### (R-[A-Z]\d+) ")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\bR-(?<part>[A-Z])(?<from>\d+)(?: to R-\k<part>(?<to>\d+))?\b")]
    private static partial Regex RuleName();

    [GeneratedRegex(@"^(?:public|internal)[\w ]* (?:class|record|struct|enum|interface) ", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"""Rule"", ""R-(?<part>[A-Z])(?<from>\d+)""")]
    private static partial Regex RuleTrait();
}
