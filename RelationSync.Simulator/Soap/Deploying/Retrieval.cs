using System.IO.Compression;
using System.Xml.Linq;
using RelationSync.Simulator.Hosting;
using RelationSync.Simulator.Orgs;

namespace RelationSync.Simulator.Soap.Deploying;

/// <summary>Components of an org as a zip, as they were deployed.</summary>
internal sealed class Retrieval
{
    private static readonly XNamespace Ns = SoapAnswer.Metadata;

    private readonly List<(string Type, string FullName, string Path)> _files = [];
    private readonly List<string> _problems = [];
    private byte[] _zip = [];

    public static Retrieval Run(Org org, XElement operation)
    {
        var request = operation.Element(Ns + "request");
        var root = request?.Element(Ns + "singlePackage")?.Value == "true" ? "" : "unpackaged/";
        var retrieval = new Retrieval();
        using var gate = GateScope.Read(org);
        retrieval._zip = retrieval.Pack(org, root, request?.Element(Ns + "unpackaged") ?? new XElement(Ns + "unpackaged"));
        return retrieval;
    }

    public HttpAnswer Answer(string id) => SoapAnswer.Ok("checkRetrieveStatus", new XElement(
        Ns + "result",
        new XElement(Ns + "done", true),
        _files.Select(f => new XElement(Ns + "fileProperties", new XElement(Ns + "fileName", f.Path), new XElement(Ns + "fullName", f.FullName), new XElement(Ns + "type", f.Type))),
        new XElement(Ns + "id", id),
        _problems.Select(p => new XElement(Ns + "messages", new XElement(Ns + "fileName", "unpackaged/package.xml"), new XElement(Ns + "problem", p))),
        new XElement(Ns + "status", "Succeeded"),
        new XElement(Ns + "success", true),
        new XElement(Ns + "zipFile", Convert.ToBase64String(_zip))));

    private byte[] Pack(Org org, string root, XElement manifest)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, root + "package.xml", new XElement(Ns + "Package", manifest.Elements()));
            Dictionary<string, XElement> objects = [];
            foreach (var (type, member) in Package.Members(manifest))
            {
                Add(org, zip, root, type, member, objects);
            }

            foreach (var (name, element) in objects)
            {
                Write(zip, $"{root}objects/{name}.object", element);
            }
        }

        return bytes.ToArray();
    }

    private void Add(Org org, ZipArchive zip, string root, string type, string member, Dictionary<string, XElement> objects)
    {
        var isFolder = member.EndsWith('/');
        var (componentType, fullName) = isFolder ? (type + "Folder", member.TrimEnd('/')) : (type, member);
        if (org.Metadata.Find(componentType, fullName) is not { } element)
        {
            _problems.Add($"Entity of type '{type}' named '{member}' cannot be found");
            return;
        }

        if (type == "CustomField")
        {
            var entity = fullName.Split('.')[0];
            objects.TryAdd(entity, new XElement(Ns + "CustomObject"));
            objects[entity].Add(element);
            _files.Add((type, fullName, $"{root}objects/{entity}.object"));
            return;
        }

        var path = root + ComponentKind.Of(type)!.PathOf(componentType, fullName);
        Write(zip, path, element);
        _files.Add((componentType, fullName, path));
    }

    private static void Write(ZipArchive zip, string path, XElement root)
    {
        using var stream = zip.CreateEntry(path).Open();
        new XDocument(new XDeclaration("1.0", "UTF-8", null), root).Save(stream);
    }
}
