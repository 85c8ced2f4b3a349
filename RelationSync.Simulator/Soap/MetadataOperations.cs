using System.Globalization;
using System.Xml.Linq;
using RelationSync.Simulator.Hosting;
using RelationSync.Simulator.OAuth;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Schema;

namespace RelationSync.Simulator.Soap;

/// <summary>What of the metadata matters here: the value sets of Event.Type and Task.Type, and custom fields of Activity.</summary>
internal sealed class MetadataOperations(Org org, Session session)
{
    private static readonly XNamespace Ns = SoapAnswer.Metadata;
    private static readonly string[] KnownTypes = ["CustomField", "StandardValueSet", "PermissionSet"];

    public HttpAnswer Read(XElement operation)
    {
        var type = Text(operation, "type");
        var records = operation.Elements(Ns + "fullNames").Select(e => ReadOne(type, e.Value.Trim()));
        return SoapAnswer.Ok("readMetadata", new XElement(Ns + "result", records));
    }

    public HttpAnswer Update(XElement operation) => Each(operation, "updateMetadata", component => component.Type switch
    {
        "StandardValueSet" => ReplaceValueSet(component),
        "CustomField" when FieldOf(component.FullName) is null => Error(component, "INVALID_CROSS_REFERENCE_KEY", $"In field: fullName - no CustomField named {component.FullName} found"),
        "CustomField" or "PermissionSet" or "Profile" => Success(component),
        _ => Unsupported(component),
    });

    public HttpAnswer Create(XElement operation) => Each(operation, "createMetadata", component => component.Type switch
    {
        "CustomField" => CreateField(component),
        "PermissionSet" => Success(component),
        _ => Unsupported(component),
    });

    public HttpAnswer Upsert(XElement operation) => Each(operation, "upsertMetadata", component => component.Type switch
    {
        "CustomField" when FieldOf(component.FullName) is not null => Success(component),
        "CustomField" => CreateField(component),
        "StandardValueSet" => ReplaceValueSet(component),
        "PermissionSet" or "Profile" => Success(component),
        _ => Unsupported(component),
    });

    public static HttpAnswer Describe() => SoapAnswer.Ok("describeMetadata", new XElement(
        Ns + "result",
        KnownTypes.Select(name => new XElement(Ns + "metadataObjects", new XElement(Ns + "inFolder", "false"), new XElement(Ns + "metaFile", "false"), new XElement(Ns + "xmlName", name))),
        new XElement(Ns + "organizationNamespace", string.Empty),
        new XElement(Ns + "partialSaveAllowed", "true"),
        new XElement(Ns + "testRequired", "false")));

    public HttpAnswer List() => SoapAnswer.Ok("listMetadata", [.. Org.ValueSetNames.Select(name => new XElement(
        Ns + "result",
        new XElement(Ns + "fullName", name),
        new XElement(Ns + "lastModifiedById", session.UserId),
        new XElement(Ns + "type", "StandardValueSet")))]);

    private HttpAnswer Each(XElement operation, string name, Func<MetadataComponent, XElement> apply)
    {
        using var gate = GateScope.Write(org);
        var results = operation.Elements(Ns + "metadata").Select(MetadataComponent.Read).Select(component =>
            org.Settings.MetadataPermission ? apply(component) : Error(component, "INSUFFICIENT_ACCESS", "You don't have permission to modify metadata: Modify Metadata Through Metadata API Functions is needed")).ToArray();
        return SoapAnswer.Ok(name, [.. results]);
    }

    private XElement ReadOne(string type, string fullName)
    {
        using var gate = GateScope.Read(org);
        if (type == "StandardValueSet" && org.ValueSet(fullName) is { } set)
        {
            return new XElement(
                Ns + "records",
                new XAttribute(SoapAnswer.Instance + "type", "StandardValueSet"),
                new XElement(Ns + "fullName", fullName),
                new XElement(Ns + "sorted", set.Sorted ? "true" : "false"),
                set.Values.Where(v => v.Active).Select(v => new XElement(
                    Ns + "standardValue",
                    new XElement(Ns + "fullName", v.Value),
                    new XElement(Ns + "default", v.Default ? "true" : "false"),
                    new XElement(Ns + "label", v.Label))));
        }

        if (type == "CustomField" && FieldOf(fullName) is { } field)
        {
            return new XElement(
                Ns + "records",
                new XAttribute(SoapAnswer.Instance + "type", "CustomField"),
                new XElement(Ns + "fullName", fullName),
                new XElement(Ns + "externalId", field.Is(FieldTraits.ExternalId) ? "true" : "false"),
                new XElement(Ns + "label", field.Name),
                new XElement(Ns + "length", field.Length),
                new XElement(Ns + "type", "Text"),
                new XElement(Ns + "unique", field.Is(FieldTraits.Unique) ? "true" : "false"));
        }

        // What does not exist is a record without content.
        return new XElement(Ns + "records", new XAttribute(SoapAnswer.Instance + "nil", "true"));
    }

    private XElement ReplaceValueSet(MetadataComponent component)
    {
        if (org.ValueSet(component.FullName) is not { } set)
        {
            return Error(component, "INVALID_CROSS_REFERENCE_KEY", $"In field: fullName - no StandardValueSet named {component.FullName} found");
        }

        var values = component.Element.Elements(Ns + "standardValue").Select(v => (Name: Text(v, "fullName"), Label: Text(v, "label"), Default: Text(v, "default") == "true")).ToList();
        if (values.Count == 0 || values.Exists(v => v.Name.Length == 0))
        {
            return Error(component, "REQUIRED_FIELD_MISSING", "At least one standardValue with a fullName is needed");
        }

        if (values.GroupBy(v => v.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
        {
            return Error(component, "DUPLICATE_VALUE", $"Duplicate value: {twice.Key}");
        }

        if (values.Find(v => v.Name.Length > 255) is { Name.Length: > 0 } tooLong)
        {
            return Error(component, "STRING_TOO_LONG", $"Value too long: {tooLong.Name[..80]}");
        }

        set.Sorted = Text(component.Element, "sorted") == "true";
        set.Replace(values.Select(v => new PicklistValue(v.Name, v.Label.Length == 0 ? v.Name : v.Label, Active: true, v.Default)));
        org.SchemaChanged();
        return Success(component);
    }

    private XElement CreateField(MetadataComponent component)
    {
        const string prefix = "Activity.";
        if (!component.FullName.StartsWith(prefix, StringComparison.Ordinal) || !component.FullName.EndsWith("__c", StringComparison.Ordinal))
        {
            return Error(component, "FIELD_INTEGRITY_EXCEPTION", "Only custom fields of Activity can be created here");
        }

        if (FieldOf(component.FullName) is not null)
        {
            return Error(component, "DUPLICATE_DEVELOPER_NAME", $"There is already a field named {component.FullName[prefix.Length..^3]} on Activity.");
        }

        var element = component.Element;
        if (Text(element, "type") != "Text" || Text(element, "label").Length == 0 || !int.TryParse(Text(element, "length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length is < 1 or > 255)
        {
            return Error(component, "FIELD_INTEGRITY_EXCEPTION", "A field of type Text with a label and a length of 1 to 255 is needed");
        }

        org.Schema.AddActivityField(component.FullName[prefix.Length..], length, Text(element, "externalId") == "true", Text(element, "unique") == "true");
        org["Event"].EnsureIndexes();
        org["Task"].EnsureIndexes();
        org.SchemaChanged();
        return Success(component);
    }

    private FieldType? FieldOf(string fullName) =>
        fullName.Split('.') is [var owner, var name] && org.Schema.TryEntity(owner == "Activity" ? "Event" : owner, out var entity) && entity.TryStored(name, out var field) ? field : null;

    private static XElement Success(MetadataComponent component) =>
        new(Ns + "result", new XElement(Ns + "fullName", component.FullName), new XElement(Ns + "success", "true"));

    private static XElement Unsupported(MetadataComponent component) =>
        Error(component, "INVALID_TYPE", $"The simulator has no metadata of type {component.Type}");

    private static XElement Error(MetadataComponent component, string code, string message) => new(
        Ns + "result",
        new XElement(Ns + "errors", new XElement(Ns + "message", message), new XElement(Ns + "statusCode", code)),
        new XElement(Ns + "fullName", component.FullName),
        new XElement(Ns + "success", "false"));

    private static string Text(XElement element, string name) => element.Element(Ns + name)?.Value.Trim() ?? string.Empty;
}
