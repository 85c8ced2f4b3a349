using System.Xml.Linq;

namespace RelationSync.Simulator.Soap.Deploying;

/// <summary>One component of a package or of an org. A custom field's element is the <c>fields</c> of its object's file.</summary>
/// <param name="Path">Of its file in the package.</param>
internal sealed record Component(string Type, string FullName, string Path, XElement Element)
{
    private static readonly XNamespace Ns = SoapAnswer.Metadata;

    public string Text(string name) => Element.Element(Ns + name)?.Value.Trim() ?? string.Empty;

    public IEnumerable<XElement> All(string name) => Element.Elements(Ns + name);

    /// <summary>Texts of the elements of a name, at whatever depth.</summary>
    public IEnumerable<string> Deep(string name) => Element.Descendants(Ns + name).Select(e => e.Value.Trim());
}
