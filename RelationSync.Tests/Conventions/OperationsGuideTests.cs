using System.Text.RegularExpressions;

namespace RelationSync.Tests.Conventions;

/// <summary>Whoever runs RelationSync finds every metric and every line of the log in <c>docs/operations.md</c>.</summary>
public sealed partial class OperationsGuideTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "operations.md"));

    private static IEnumerable<string> Sources => SourceTree.Files("*.cs").Select(File.ReadAllText);

    [Fact]
    public void Metrics_All_AreInTheGuide()
    {
        var names = Sources.SelectMany(s => Metric().Matches(s)).Select(m => m.Groups["name"].Value).Distinct().ToList();

        Assert.Contains("relationsync.drain.actions", names);
        Assert.DoesNotContain(names, n => !Guide.Contains($"`{n.Replace('.', '_')}`", StringComparison.Ordinal));
    }

    [Fact]
    public void LogLines_All_AreInTheGuide()
    {
        var lines = Sources.SelectMany(s => LogLine().Matches(s)).Select(m => m.Groups["text"].Value).Distinct().ToList();

        Assert.Contains("The store can't be read.", lines);
        Assert.True(lines.Count > 25, "the lines of the log are found some other way now");
        Assert.DoesNotContain(lines, l => !Guide.Contains(l, StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_All_AreInTheReadme()
    {
        var readme = File.ReadAllText(Path.Combine(SourceTree.Root, "README.md"));
        var keys = SettingKeys().ToList();

        Assert.Contains("Sync:BodyRetention", keys);
        Assert.DoesNotContain(keys, k => !readme.Contains($"`{k}`", StringComparison.Ordinal));
    }

    /// <summary>Those of <c>appsettings.json</c>, but how verbose the log is.</summary>
    private static IEnumerable<string> SettingKeys()
    {
        using var settings = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(SourceTree.Root, "appsettings.json")));
        return [.. settings.RootElement.EnumerateObject().Where(s => s.Name != "Logging").SelectMany(s => s.Value.EnumerateObject().Select(k => $"{s.Name}:{k.Name}"))];
    }

    // meter.CreateCounter<long>("relationsync.drain.actions", …
    [GeneratedRegex("""\.Create(?:Counter|UpDownCounter|Histogram|Gauge|Observable\w+)<\w+>\(\s*"(?<name>[^"]+)""")]
    private static partial Regex Metric();

    // [LoggerMessage(LogLevel.Error, "…")], logger.LogWarning(e, "…", …), with line breaks anywhere between.
    [GeneratedRegex("""(?:LoggerMessage\((?:EventId\s*=\s*\d+,\s*)?(?:Level\s*=\s*)?LogLevel\.\w+,\s*(?:Message\s*=\s*)?|\.Log(?:Trace|Debug|Information|Warning|Error|Critical)\(\s*(?:\w+,\s*)?)"(?<text>(?:[^"\\]|\\.)+)""")]
    private static partial Regex LogLine();
}
