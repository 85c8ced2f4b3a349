using System.Text.RegularExpressions;
using System.Xml.Linq;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Tests.Conventions;

public sealed partial class ResourceTests
{
    private static IEnumerable<string> Files => SourceTree.Files("*.resx").Where(f => !f.EndsWith(".en.resx", StringComparison.Ordinal)).Select(f => Path.GetFileName(f));

    public static TheoryData<string> Japanese => [.. Files];

    [Theory]
    [MemberData(nameof(Japanese))]
    public void Resources_InBothLanguages_HaveTheSameKeysAndPlaces(string file)
    {
        var japanese = Read(file);
        var english = Read(file.Replace(".resx", ".en.resx", StringComparison.Ordinal));

        Assert.Equal(japanese.Keys.Order(StringComparer.Ordinal), english.Keys.Order(StringComparer.Ordinal));
        Assert.All(japanese, t => Assert.NotEmpty(t.Value));
        Assert.All(japanese, t => Assert.Equal(Places(t.Value), Places(english[t.Key])));
    }

    [Fact]
    public void Texts_UsedByPages_AllExist()
    {
        var known = Files.SelectMany(f => Read(f).Keys).ToHashSet(StringComparer.Ordinal);

        var used = SourceTree.Files("*.razor").Concat(SourceTree.Files("*.razor.cs"))
            .SelectMany(f => Key().Matches(File.ReadAllText(f)).Select(m => (File: Path.GetFileName(f), Key: m.Groups[1].Value)))
            .ToList();

        Assert.NotEmpty(used);
        Assert.DoesNotContain(used, u => !known.Contains(u.Key));
    }

    [Fact]
    public void Guidance_ExistsForEveryKnownCodeOfSalesforceAndCategory()
    {
        var known = Read("Guidance.resx").Keys.ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(FailureClassifier.KnownCodes, c => !known.Contains($"Guidance_Code_{c}"));
        Assert.DoesNotContain(Enum.GetNames<LogCategory>(), c => !known.Contains($"Guidance_Category_{c}"));
    }

    private static Dictionary<string, string> Read(string file) => XDocument
        .Load(SourceTree.Files(file).Single(f => Path.GetFileName(f) == file))
        .Root!.Elements("data")
        .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);

    private static IEnumerable<string> Places(string text) =>
        Place().Matches(text).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    [GeneratedRegex("\\{([0-9])")]
    private static partial Regex Place();

    // A whole key in quotes, e.g. "Dashboard_Page_Title"; one that is put together ends in an underscore or a brace.
    [GeneratedRegex("\"((?:Shared|Layout|Account|Dashboard|Connections|Actions|Users|Audit|SecondFactor)_[A-Za-z]+_[A-Za-z0-9_]+)\"")]
    private static partial Regex Key();
}
