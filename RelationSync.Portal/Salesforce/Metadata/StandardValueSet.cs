using System.Xml.Linq;

namespace RelationSync.Portal.Salesforce.Metadata;

/// <summary>
/// The picklist's values as Metadata gives them (Metadata API Developer Guide, "StandardValueSet"). An update replaces
/// the whole list, so everything that was read goes back as it came.
/// </summary>
internal sealed class StandardValueSet
{
    private static readonly XNamespace Namespace = MetadataClient.Namespace;

    private readonly XElement _read;

    public StandardValueSet(XElement read)
    {
        _read = read;
        Active = Values().Where(IsActive).Select(Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Names of active values; Salesforce compares them without regard to case.</summary>
    public HashSet<string> Active { get; }

    public bool IsEmpty => !Values().Any();

    /// <summary>All that was read, and the labels that are missing; one that is there but inactive is made active.</summary>
    public XElement With(IEnumerable<string> labels)
    {
        var children = _read.Elements().Select(e => new XElement(e)).ToList();
        foreach (var label in labels.Where(l => !Active.Contains(l)).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var inactive = children.Find(e => e.Name == Namespace + "standardValue" && Name(e).Equals(label, StringComparison.OrdinalIgnoreCase));
            if (inactive is not null)
            {
                inactive.SetElementValue(Namespace + "isActive", "true");
                continue;
            }

            var last = children.FindLastIndex(e => e.Name == Namespace + "standardValue");
            children.Insert(last < 0 ? children.Count : last + 1, NewValue(label));
        }

        return new XElement(Namespace + "metadata", new XAttribute(MetadataClient.TypeAttribute, "StandardValueSet"), children);
    }

    private static XElement NewValue(string label) => new(
        Namespace + "standardValue",
        new XElement(Namespace + "fullName", label),
        new XElement(Namespace + "default", "false"),
        new XElement(Namespace + "label", label));

    private IEnumerable<XElement> Values() => _read.Elements(Namespace + "standardValue");

    private static string Name(XElement value) => value.Element(Namespace + "fullName")?.Value ?? "";

    private static bool IsActive(XElement value) => value.Element(Namespace + "isActive")?.Value is not ("false" or "0");
}
