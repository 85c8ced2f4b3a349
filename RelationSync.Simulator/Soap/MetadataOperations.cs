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
        var definition = new ValueSetDefinition(org, component.FullName, component.Element);
        return Finish(component, definition.Check(), definition.Apply);
    }

    private XElement CreateField(MetadataComponent component)
    {
        if (FieldOf(component.FullName) is not null)
        {
            return Error(component, "DUPLICATE_DEVELOPER_NAME", $"There is already a field named {component.FullName.Split('.')[^1].Replace("__c", "", StringComparison.Ordinal)} on Activity.");
        }

        var definition = new FieldDefinition(org, component.FullName, component.Element);
        return Finish(component, definition.Check(), definition.Apply);
    }

    private static XElement Finish(MetadataComponent component, MetadataFault? fault, Action apply)
    {
        if (fault is not null)
        {
            return Error(component, fault.Code, fault.Message);
        }

        apply();
        return Success(component);
    }

    private FieldType? FieldOf(string fullName) => FieldDefinition.Find(org, fullName);

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
