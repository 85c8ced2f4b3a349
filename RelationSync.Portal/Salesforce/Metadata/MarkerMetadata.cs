using System.Xml.Linq;
using RelationSync.Portal.Salesforce.Soql;

namespace RelationSync.Portal.Salesforce.Metadata;

/// <summary>The marker field and its permission set; elements in the order of the WSDL, which is that of the alphabet.</summary>
internal static class MarkerMetadata
{
    private static readonly XNamespace Namespace = MetadataClient.Namespace;

    public static XElement Field() => Component(
        "CustomField",
        ("fullName", $"Activity.{LookUpQueries.MarkerField}"),
        ("caseSensitive", "false"),
        ("description", "Id of the RelationSync action that this record was made from. Keeps one action from making two records."),
        ("externalId", "true"),
        ("label", "RelationSync Action ID"),
        ("length", "64"),
        ("type", "Text"),
        ("unique", "true"));

    public static XElement PermissionSet()
    {
        var set = Component("PermissionSet", ("fullName", LookUpQueries.PermissionSetName));
        set.Add(FieldPermission("Event"), FieldPermission("Task"), new XElement(Namespace + "label", LookUpQueries.PermissionSetName));
        return set;
    }

    private static XElement FieldPermission(string entity) => new(
        Namespace + "fieldPermissions",
        new XElement(Namespace + "editable", "true"),
        new XElement(Namespace + "field", $"{entity}.{LookUpQueries.MarkerField}"),
        new XElement(Namespace + "readable", "true"));

    private static XElement Component(string type, params (string Name, string Value)[] elements) => new(
        Namespace + "metadata",
        new XAttribute(MetadataClient.TypeAttribute, type),
        elements.Select(e => new XElement(Namespace + e.Name, e.Value)));
}
