using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using RelationSync.Domain.Common;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Components;
using RelationSync.Portal.Resources;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Conventions;

/// <summary>One catalogue of what the error log can say: whole, and nothing in it that is never said.</summary>
[Trait("Rule", "R-E1")]
public sealed partial class LogCatalogueTests : IDisposable
{
    private static readonly Type[] Sources = [typeof(EventMessages), typeof(OutcomeMessages), typeof(CorrectionMessages), typeof(WayMessages)];
    private static readonly string[] Languages = ["ja", "en"];
    private static readonly Assembly[] Product = [typeof(LogCatalogue).Assembly, typeof(App).Assembly];

    private readonly (CultureInfo Ui, CultureInfo Plain) _before = (CultureInfo.CurrentUICulture, CultureInfo.CurrentCulture);

    public static TheoryData<string> Messages => [.. LogCatalogue.Codes.SelectMany(c => c.Messages).Select(LogMessages.KeyOf)];

    public static TheoryData<string> Codes => [.. LogCatalogue.Codes.Select(c => c.Value)];

    public void Dispose() => (CultureInfo.CurrentUICulture, CultureInfo.CurrentCulture) = _before;

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_WithItsArguments_IsShownInBothLanguages(string key)
    {
        var message = LogCatalogue.Codes.SelectMany(c => c.Messages).Single(m => LogMessages.KeyOf(m) == key);
        object[] arguments = [.. message.Parameters.Select((_, i) => message.IsNumber(i) ? (object)(1234 + i) : $"Ωß {{0}} \"{i}\"")];
        var text = With(message, arguments);

        var shown = Languages.Select(l => Show(l, message.Code, "stored", text.ToJson())).ToList();

        Assert.Matches("[ぁ-んァ-ヶ]", shown[0]);
        Assert.DoesNotMatch("[ぁ-ん]", shown[1]);
        Assert.All(shown, s => Assert.All(arguments, a => Assert.Contains(a is int number ? number.ToString("N0", CultureInfo.InvariantCulture) : (string)a, s, StringComparison.Ordinal)));
        Assert.DoesNotContain("stored", shown);
        Assert.All(arguments, a => Assert.Contains(a.ToString()!, text.English, StringComparison.Ordinal));
        Assert.DoesNotMatch(@"\{[0-9]", message.Parameters.Count == 0 ? text.English : "");
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Code_InTheCatalogue_HasCauseAndRemedyInBothLanguages(string code)
    {
        var line = LogCatalogue.Find(code)!;

        var guidance = Languages.Select(l => Under(l, () => GuidanceTexts.For(code, line.Category))).ToList();

        Assert.Matches("[ぁ-ん]", guidance[0]);
        Assert.DoesNotMatch("[ぁ-ん]", guidance[1]);
    }

    [Fact]
    public void Guidance_ByCode_IsOfCodesInTheCatalogueAlone()
    {
        var guided = XDocument.Load(SourceTree.Files("Guidance.resx").Single()).Root!.Elements("data")
            .Select(d => GuidedCode().Match(d.Attribute("name")!.Value)).Where(m => m.Success).Select(m => m.Groups[1].Value);

        Assert.DoesNotContain(guided, c => LogCatalogue.Find(c) is null);
    }

    [Fact]
    public void LogMessages_InTheResources_AreThoseOfTheCatalogue()
    {
        var keys = XDocument.Load(SourceTree.Files("LogMessages.resx").Single()).Root!.Elements("data").Select(d => d.Attribute("name")!.Value);

        Assert.Equal(LogCatalogue.Codes.SelectMany(c => c.Messages).Select(LogMessages.KeyOf).Order(StringComparer.Ordinal), keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Messages_ThatAreDeclared_AreAllInTheCatalogue()
    {
        var declared = Sources.SelectMany(s => s.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(f => (CodedMessage)f.GetValue(null)!).ToList();

        Assert.NotEmpty(declared);
        Assert.DoesNotContain(declared, m => LogCatalogue.Find(m.Code)?.Messages.Contains(m) != true);
        Assert.Equal(declared.Count, LogCatalogue.Codes.Sum(c => c.Messages.Count));
        Assert.All(LogCatalogue.Codes, c => Assert.Equal(c.Messages.Count, c.Messages.DistinctBy(m => m.Name).Count()));
    }

    [Fact]
    public void Messages_InTheCatalogue_AreAllSaidSomewhere()
    {
        var owners = Sources.Select(s => s.FullName!).ToList();
        var said = Product.SelectMany(a => Produced.FieldsRead(a, owners)).Where(u => !u.StartsWith(nameof(LogCatalogue), StringComparison.Ordinal))
            .Select(u => u.Split(' ')[1]).ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(Sources.SelectMany(s => s.GetFields(BindingFlags.Public | BindingFlags.Static)), f => !said.Contains($"{f.DeclaringType!.Name}.{f.Name}"));
    }

    /// <summary>So nothing gets into the log that isn't a message of the catalogue, or Salesforce's own words.</summary>
    [Fact]
    public void Entries_OfTheLog_AreMadeOfTheCatalogueOrSalesforcesAnswersAlone()
    {
        Assert.Equal(["LogNote"], Makers(typeof(LogNote)));
        Assert.Equal(["LogEntry"], Makers(typeof(LogEntry)));
        // These read Salesforce's answers.
        Assert.Equal(["CollectionsClient", "Failures", "LogCatalogue", "MetadataClient", "SalesforceSession"], Makers(typeof(SalesforceFailure)).Except(["SalesforceFailure"]));
    }

    [Fact]
    public void Categories_OfTheContract_AreWhatTheyWere() => Assert.Equal(
        [
            "authorization", "limit", "transient", "permission", "validation", "duplicate_rule", "owner", "target", "type", "truncated", "times",
            "cancelled_late", "other",
        ],
        RelationSync.Portal.Foundation.Codes.All<LogCategory>());

    private static List<string> Makers(Type type) => [.. Product.SelectMany(a => Produced.MakersOf(a, type.FullName!)).Distinct().Order(StringComparer.Ordinal)];

    private static CodedText With(CodedMessage message, object[] arguments) => arguments.Length == 0
        ? ((PlainMessage)message).Text
        : (CodedText)message.GetType().GetMethod("With")!.Invoke(message, arguments)!;

    private static string Show(string language, string code, string stored, string arguments) => Under(language, () => LogMessages.Show(code, stored, arguments));

    private static string Under(string language, Func<string> show)
    {
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language);
        return show();
    }

    [GeneratedRegex("^Guidance_Code_(.+)$")]
    private static partial Regex GuidedCode();
}
