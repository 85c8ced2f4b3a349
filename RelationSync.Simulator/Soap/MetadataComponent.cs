using System.Xml.Linq;

namespace RelationSync.Simulator.Soap;

/// <summary><c>&lt;metadata xsi:type="StandardValueSet"&gt;&lt;fullName&gt;EventType&lt;/fullName&gt;…</c></summary>
internal sealed record MetadataComponent(string Type, string FullName, XElement Element)
{
    public static MetadataComponent Read(XElement element)
    {
        var type = element.Attribute(SoapAnswer.Instance + "type")?.Value ?? string.Empty;
        var fullName = element.Element(SoapAnswer.Metadata + "fullName")?.Value.Trim() ?? string.Empty;
        return new MetadataComponent(type[(type.IndexOf(':', StringComparison.Ordinal) + 1)..], fullName, element);
    }
}
