using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace RelationSync.Simulator.Soap.Deploying;

/// <summary>A zip with a package.xml, read: its components, and what could not be read of it.</summary>
internal sealed class Package
{
    private const int MostBytes = 400 * 1024 * 1024;
    private const int MostFiles = 10_000;
    private const string ManifestName = "package.xml";
    private static readonly XNamespace Ns = SoapAnswer.Metadata;
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    private readonly List<Component> _components = [];
    private readonly List<DeployMessage> _problems = [];

    public IReadOnlyList<Component> Components => _components;

    public IReadOnlyList<DeployMessage> Problems => _problems;

    public static Package Read(string base64)
    {
        var package = new Package();
        try
        {
            using var zip = new ZipArchive(new MemoryStream(Convert.FromBase64String(base64)), ZipArchiveMode.Read);
            package.Read(zip);
        }
        catch (Exception problem) when (problem is FormatException or InvalidDataException)
        {
            package._problems.Add(DeployMessage.Failure("", "", ManifestName, "Invalid zip file"));
        }

        return package;
    }

    /// <summary>The types and members of a <c>Package</c> element.</summary>
    public static IEnumerable<(string Type, string Member)> Members(XElement package) =>
        from types in package.Elements(Ns + "types")
        from member in types.Elements(Ns + "members")
        select (types.Element(Ns + "name")?.Value.Trim() ?? string.Empty, member.Value.Trim());

    private void Read(ZipArchive zip)
    {
        var files = zip.Entries.Where(e => !e.FullName.EndsWith('/')).ToList();
        if (files.Count > MostFiles || files.Sum(f => f.Length) > MostBytes)
        {
            throw new InvalidDataException();
        }

        // The one package of the zip may lie in a folder of its own.
        var manifest = files.Where(f => f.Name == ManifestName).OrderBy(f => f.FullName.Length).FirstOrDefault();
        if (manifest is null)
        {
            _problems.Add(DeployMessage.Failure("", "", ManifestName, "No package.xml found"));
            return;
        }

        if (Parse(manifest, ManifestName) is not { } named)
        {
            return;
        }

        var root = manifest.FullName[..^ManifestName.Length];
        foreach (var file in files.Where(f => f != manifest && f.FullName.StartsWith(root, StringComparison.Ordinal)))
        {
            ReadFile(file, file.FullName[root.Length..]);
        }

        CompareWith(Members(named).Select(m => (m.Type, m.Member.TrimEnd('/'))).ToHashSet());
    }

    private void ReadFile(ZipArchiveEntry file, string path)
    {
        if (ComponentKind.OfPath(path) is not { } known)
        {
            _problems.Add(DeployMessage.Failure("", Path.GetFileNameWithoutExtension(path), path, $"Unknown file or folder in the package: {path}"));
            return;
        }

        if (Parse(file, path) is not { } root)
        {
            return;
        }

        var (kind, type, fullName) = known;
        var shape = type == kind.FolderType ? "Folder" : type;
        var fault = root.Name.LocalName == type ? Shapes.Check(root, shape) : ShapeFault.At(root, $"Error parsing file: Element {root.Name.LocalName} is not the root of type {type}");
        if (fault is not null)
        {
            _problems.Add(DeployMessage.Failure(type, fullName, path, fault.Problem) with { Line = fault.Line, Column = fault.Column });
        }
        else if (type == "CustomObject")
        {
            _components.AddRange(root.Elements(Ns + "fields").Select(f => new Component("CustomField", $"{fullName}.{f.Element(Ns + "fullName")?.Value.Trim()}", path, f)));
        }
        else
        {
            _components.Add(new Component(type, fullName, path, root));
        }
    }

    /// <summary>What package.xml names must be there, and what is there must be named.</summary>
    private void CompareWith(HashSet<(string Type, string Member)> named)
    {
        static (string, string) Entry(string type, string fullName) => (type.EndsWith("Folder", StringComparison.Ordinal) ? type[..^"Folder".Length] : type, fullName);

        var there = _components.Select(c => Entry(c.Type, c.FullName)).Concat(_problems.Select(p => Entry(p.Type, p.FullName))).ToHashSet();
        foreach (var (type, member) in named.Where(n => n.Member != "*" && !there.Contains(n)))
        {
            _problems.Add(DeployMessage.Failure(type, member, ManifestName, $"An object '{member}' of type {type} was named in package.xml, but was not found in zipped directory"));
        }

        foreach (var component in _components.Where(c => !named.Contains(Entry(c.Type, c.FullName)) && !named.Contains((c.Type, "*"))).ToList())
        {
            _components.Remove(component);
            _problems.Add(DeployMessage.Failure(component.Type, component.FullName, component.Path, $"'{component.FullName}' of type {component.Type} is in the zip file, but not in package.xml"));
        }
    }

    private XElement? Parse(ZipArchiveEntry file, string path)
    {
        try
        {
            using var stream = file.Open();
            using var reader = XmlReader.Create(stream, Settings);
            return XDocument.Load(reader, LoadOptions.SetLineInfo).Root;
        }
        catch (XmlException problem)
        {
            _problems.Add(DeployMessage.Failure("", Path.GetFileNameWithoutExtension(path), path, $"Error parsing file: {problem.Message}") with { Line = problem.LineNumber, Column = problem.LinePosition });
            return null;
        }
    }
}
