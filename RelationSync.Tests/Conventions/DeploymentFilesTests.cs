using System.Text.Json;
using System.Text.RegularExpressions;
using k8s;
using k8s.Models;

namespace RelationSync.Tests.Conventions;

/// <summary>The files of <c>deploy/</c> fit what the product is. Each is also read by its own program, see <c>.ci/deploy</c>.</summary>
public sealed partial class DeploymentFilesTests
{
    private static string Deploy(string path) => File.ReadAllText(Path.Combine(SourceTree.Root, "deploy", path));

    [Fact]
    public void Kubernetes_Documents_AreReadStrictly()
    {
        var objects = KubernetesYaml.LoadAllFromString(Deploy("kubernetes/relationsync.yaml"), strict: true);

        var pods = Assert.Single(objects.OfType<V1Deployment>()).Spec;
        Assert.Equal("0", pods.Strategy.RollingUpdate.MaxUnavailable.Value);
        var container = Assert.Single(pods.Template.Spec.Containers);
        Assert.Equal(("/health/live", "/health/ready"), (container.LivenessProbe.HttpGet.Path, container.ReadinessProbe.HttpGet.Path));
        Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
        Assert.Single(objects.OfType<V1PodDisruptionBudget>());
        Assert.Equal("cookie", Assert.Single(objects.OfType<V1Ingress>()).Metadata.Annotations["nginx.ingress.kubernetes.io/affinity"]);
        var settings = objects.OfType<V1ConfigMap>().SelectMany(m => m.Data.Keys).Concat(objects.OfType<V1Secret>().Where(s => s.Metadata.Name == "relationsync").SelectMany(s => s.StringData.Keys));
        Assert.All(settings.Where(s => s.Contains("__", StringComparison.Ordinal)), IsSetting);
    }

    [Theory]
    [InlineData("compose/compose.yaml")]
    [InlineData("systemd/relationsync.service")]
    public void Settings_ThatAFileNames_Exist(string file)
    {
        var settings = Setting().Matches(Deploy(file)).Select(m => m.Value).ToList();

        Assert.NotEmpty(settings);
        Assert.All(settings, IsSetting);
    }

    [Fact]
    public void Alerts_Metrics_AreTheProducts()
    {
        var guide = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "operations.md"));
        var metrics = Metric().Matches(Deploy("prometheus/alerts.yml")).Select(m => m.Groups["name"].Value).Distinct().ToList();

        Assert.NotEmpty(metrics);
        Assert.All(metrics, m => Assert.Contains($"`{m}`", guide, StringComparison.Ordinal));
    }

    [Fact]
    public void Dashboard_MetricsAndLabels_AreTheProducts()
    {
        var guide = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "operations.md"));
        var labelsOf = GuideRow().Matches(guide).ToDictionary(
            m => m.Groups["name"].Value, m => Backticked().Matches(m.Groups["labels"].Value).Select(l => l.Groups[1].Value).Append("le").ToHashSet(), StringComparer.Ordinal);
        using var dashboard = JsonDocument.Parse(Deploy("grafana/relationsync.json"));
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().ToList();
        var queries = panels.SelectMany(p => p.GetProperty("targets").EnumerateArray()).Select(t => t.GetProperty("expr").GetString()!).ToList();

        Assert.Equal(panels.Count, panels.Select(p => p.GetProperty("id").GetInt32()).Distinct().Count());
        Assert.All(queries, query =>
        {
            var metric = Assert.Single(Metric().Matches(query)).Groups["name"].Value;
            Assert.Contains(metric, labelsOf.Keys);
            Assert.Subset(labelsOf[metric], Label().Matches(query).SelectMany(m => m.Groups["label"].Captures).Select(c => c.Value).ToHashSet());
        });
    }

    private static void IsSetting(string key)
    {
        var readme = File.ReadAllText(Path.Combine(SourceTree.Root, "README.md"));
        Assert.Contains($"`{Index().Replace(key, "").Replace("__", ":", StringComparison.Ordinal)}`", readme, StringComparison.Ordinal);
    }

    [GeneratedRegex("[A-Z][A-Za-z]+(?:__[A-Za-z0-9]+)+")]
    private static partial Regex Setting();

    [GeneratedRegex("__[0-9]+$")]
    private static partial Regex Index();

    // | `relationsync_x` [`label`, `label`] | meaning |
    [GeneratedRegex(@"^\| `(?<name>relationsync_[a-z_]+)`(?: \[(?<labels>[^\]]*)\])? \|", RegexOptions.Multiline)]
    private static partial Regex GuideRow();

    [GeneratedRegex("`([a-z]+)`")]
    private static partial Regex Backticked();

    // by (le, kind) and {outcome="synced"}
    [GeneratedRegex(@"by \((?:(?<label>[a-z]+)(?:, )?)+\)|\{(?<label>[a-z]+)=~?""")]
    private static partial Regex Label();

    // As the exporter writes them: with a unit, and _total or a histogram's ending.
    [GeneratedRegex("(?<name>relationsync_[a-z_]+?)(?:_seconds)?(?:_total|_bucket|_count|_sum)?(?![a-z_])")]
    private static partial Regex Metric();
}
