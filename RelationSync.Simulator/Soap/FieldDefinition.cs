using System.Globalization;
using System.Xml.Linq;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Schema;

namespace RelationSync.Simulator.Soap;

/// <summary>A custom field as metadata describes it: <c>Activity.X__c</c> of type Text. The caller holds the org's lock.</summary>
internal sealed class FieldDefinition(Org org, string fullName, XElement element)
{
    private const string Owner = "Activity.";
    private static readonly XNamespace Ns = SoapAnswer.Metadata;

    /// <summary>A stored field by its full name; one of Activity is on Event and Task alike.</summary>
    public static FieldType? Find(Org org, string fullName) =>
        fullName.Split('.') is [var owner, var name] && org.Schema.TryEntity(owner == "Activity" ? "Event" : owner, out var entity) && entity.TryStored(name, out var field) ? field : null;

    public MetadataFault? Check()
    {
        if (!fullName.StartsWith(Owner, StringComparison.Ordinal) || !fullName.EndsWith("__c", StringComparison.Ordinal))
        {
            return new MetadataFault("FIELD_INTEGRITY_EXCEPTION", "Only custom fields of Activity can be created here");
        }

        return Text("type") == "Text" && Text("label").Length > 0 && Length is >= 1 and <= 255
            ? null
            : new MetadataFault("FIELD_INTEGRITY_EXCEPTION", "A field of type Text with a label and a length of 1 to 255 is needed");
    }

    public void Apply()
    {
        org.Schema.AddActivityField(fullName[Owner.Length..], Length, Text("externalId") == "true", Text("unique") == "true");
        org["Event"].EnsureIndexes();
        org["Task"].EnsureIndexes();
        org.SchemaChanged();
    }

    private int Length => int.TryParse(Text("length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : 0;

    private string Text(string name) => element.Element(Ns + name)?.Value.Trim() ?? string.Empty;
}
