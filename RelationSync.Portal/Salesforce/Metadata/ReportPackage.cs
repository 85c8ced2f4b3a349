using System.IO.Compression;
using System.Xml.Linq;

namespace RelationSync.Portal.Salesforce.Metadata;

/// <summary>
/// The reports of <c>deploy/salesforce</c> with the marker field that they ask for, as a zip for Metadata's deploy. The files
/// are in source format; here they take the names and places of the metadata format.
/// </summary>
internal static class ReportPackage
{
    private const string Root = "salesforce/";
    private const string MetaSuffix = "-meta.xml";
    private static readonly XNamespace Namespace = MetadataClient.Namespace;

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["dashboards"] = "Dashboard",
        ["permissionsets"] = "PermissionSet",
        ["reports"] = "Report",
        ["reportTypes"] = "ReportType",
    };

    public static byte[] Zip(string apiVersion)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            List<(string Type, string Member)> members = [];
            foreach (var resource in Resources())
            {
                members.Add(Add(zip, resource));
            }

            Write(zip, "package.xml", Manifest(members, apiVersion));
        }

        return bytes.ToArray();
    }

    private static IEnumerable<string> Resources() =>
        typeof(ReportPackage).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Root, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static (string Type, string Member) Add(ZipArchive zip, string resource)
    {
        using var stream = typeof(ReportPackage).Assembly.GetManifestResourceStream(resource)!;
        var element = XDocument.Load(stream).Root!;
        // Built on Windows, the name has its separators.
        var parts = resource[Root.Length..].Replace('\\', '/').Split('/');
        if (parts is ["objects", var owner, "fields", _])
        {
            Write(zip, $"objects/{owner}.object", new XElement(Namespace + "CustomObject", new XElement(Namespace + "fields", element.Elements())));
            return ("CustomField", $"{owner}.{element.Element(Namespace + "fullName")!.Value}");
        }

        // A folder is RelationSync.reportFolder-meta.xml, what lies in it RelationSync/Events_by_week.report-meta.xml.
        var name = parts[^1][..^MetaSuffix.Length];
        var member = string.Join('/', [.. parts[1..^1], name[..name.LastIndexOf('.')]]);
        var isFolder = name.EndsWith("Folder", StringComparison.Ordinal);
        Write(zip, isFolder ? $"{parts[0]}/{member}{MetaSuffix}" : $"{parts[0]}/{member}{name[name.LastIndexOf('.')..]}", element);
        return (Types[parts[0]], member);
    }

    private static XElement Manifest(List<(string Type, string Member)> members, string apiVersion) => new(
        Namespace + "Package",
        members.GroupBy(m => m.Type, m => m.Member).OrderBy(t => t.Key, StringComparer.Ordinal).Select(t =>
            new XElement(Namespace + "types", t.Select(m => new XElement(Namespace + "members", m)), new XElement(Namespace + "name", t.Key))),
        new XElement(Namespace + "version", apiVersion));

    private static void Write(ZipArchive zip, string path, XElement root)
    {
        using var stream = zip.CreateEntry(path).Open();
        new XDocument(new XDeclaration("1.0", "UTF-8", null), root).Save(stream);
    }
}
