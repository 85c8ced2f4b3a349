using System.IO.Compression;
using System.Xml.Linq;
using RelationSync.Portal.Salesforce.Metadata;

namespace RelationSync.Tests.Portal.Salesforce.Metadata;

/// <summary>What the portal deploys of <c>deploy/salesforce</c>.</summary>
public sealed class ReportPackageTests
{
    private static readonly XNamespace Namespace = MetadataClient.Namespace;

    [Fact]
    public void Zip_HasEveryFileThatItsManifestNames()
    {
        using var zip = Open();
        var manifest = Read(zip, "package.xml");
        var named = manifest.Descendants(Namespace + "members").Select(m => $"{m.Parent!.Element(Namespace + "name")!.Value} {m.Value}").ToList();

        Assert.Equal(zip.Entries.Count - 1, named.Count);
        Assert.Contains("Report RelationSync", named);
        Assert.Contains("Report RelationSync/Events_by_channel", named);
        Assert.Contains("Dashboard RelationSync/RelationSync", named);
        Assert.Contains("CustomField Activity.RelationSync_ActionId__c", named);
        Assert.DoesNotContain(named, n => n.StartsWith("StandardValueSet", StringComparison.Ordinal));
        Assert.NotNull(zip.GetEntry("reports/RelationSync-meta.xml"));
        Assert.NotNull(zip.GetEntry("dashboards/RelationSync/RelationSync.dashboard"));
    }

    /// <summary>Two ways make it, and it is one field.</summary>
    [Fact]
    [Trait("Rule", "R-D1")]
    public void MarkerField_OfThePackage_IsTheOneTheWizardCreates()
    {
        using var zip = Open();
        var packaged = Read(zip, "objects/Activity.object").Element(Namespace + "fields")!.Elements().ToDictionary(e => e.Name.LocalName, e => e.Value);
        var created = MarkerMetadata.Field().Elements().ToDictionary(e => e.Name.LocalName, e => e.Value);

        created["fullName"] = created["fullName"].Split('.')[1];
        created["required"] = "false";
        Assert.Equal(created.OrderBy(e => e.Key, StringComparer.Ordinal), packaged.OrderBy(e => e.Key, StringComparer.Ordinal));
    }

    private static ZipArchive Open() => new(new MemoryStream(ReportPackage.Zip("67.0")));

    private static XElement Read(ZipArchive zip, string path)
    {
        using var stream = zip.GetEntry(path)!.Open();
        return XDocument.Load(stream).Root!;
    }
}
