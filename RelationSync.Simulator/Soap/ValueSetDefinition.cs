using System.Xml.Linq;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Schema;

namespace RelationSync.Simulator.Soap;

/// <summary>The values of a standard picklist as metadata describes them: they replace all that were there. The caller holds the org's lock.</summary>
internal sealed class ValueSetDefinition(Org org, string fullName, XElement element)
{
    private static readonly XNamespace Ns = SoapAnswer.Metadata;

    public MetadataFault? Check()
    {
        if (org.ValueSet(fullName) is null)
        {
            return new MetadataFault("INVALID_CROSS_REFERENCE_KEY", $"In field: fullName - no StandardValueSet named {fullName} found");
        }

        var names = Values().Select(v => v.Value).ToList();
        if (names.Count == 0 || names.Exists(n => n.Length == 0))
        {
            return new MetadataFault("REQUIRED_FIELD_MISSING", "At least one standardValue with a fullName is needed");
        }

        if (names.GroupBy(n => n, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
        {
            return new MetadataFault("DUPLICATE_VALUE", $"Duplicate value: {twice.Key}");
        }

        return names.Find(n => n.Length > 255) is { } tooLong ? new MetadataFault("STRING_TOO_LONG", $"Value too long: {tooLong[..80]}") : null;
    }

    public void Apply()
    {
        var set = org.ValueSet(fullName)!;
        set.Sorted = Text(element, "sorted") == "true";
        set.Replace(Values());
        org.SchemaChanged();
    }

    private IEnumerable<PicklistValue> Values() =>
        from value in element.Elements(Ns + "standardValue")
        let name = Text(value, "fullName")
        let label = Text(value, "label")
        select new PicklistValue(name, label.Length == 0 ? name : label, Active: true, Text(value, "default") == "true");

    private static string Text(XElement element, string name) => element.Element(Ns + name)?.Value.Trim() ?? string.Empty;
}
