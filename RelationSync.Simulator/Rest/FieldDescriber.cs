using System.Text.Json;
using RelationSync.Simulator.Schema;

namespace RelationSync.Simulator.Rest;

internal static class FieldDescriber
{
    public static void Write(Utf8JsonWriter json, FieldType field, EntityType entity)
    {
        var writable = !entity.IsReadOnly;
        var junction = field.Kind == FieldKind.JunctionIds;
        var sortable = field.Filterable && !junction;
        json.WriteStartObject();
        json.WriteString("name", field.Name);
        json.WriteString("label", field.Name);
        json.WriteString("type", FieldKindNames.Of(field));
        json.WriteString("soapType", FieldKindNames.SoapTypeOf(field));
        json.WriteNumber("length", field.IsText || field.Kind is FieldKind.Id or FieldKind.Reference ? field.Length : 0);
        json.WriteNumber("byteLength", field.IsText ? field.Length * 3 : field.Length);
        json.WriteNumber("digits", field.Kind == FieldKind.Int ? 8 : 0);
        json.WriteNumber("precision", field.Kind == FieldKind.Double ? 18 : 0);
        json.WriteNumber("scale", field.Kind == FieldKind.Double ? 2 : 0);
        json.WriteBoolean("createable", writable && field.Createable);
        json.WriteBoolean("updateable", writable && field.Updateable);
        json.WriteBoolean("nillable", !field.Is(FieldTraits.Required | FieldTraits.Defaulted));
        json.WriteBoolean("defaultedOnCreate", field.Is(FieldTraits.Defaulted));
        json.WriteBoolean("filterable", field.Filterable);
        json.WriteBoolean("sortable", sortable);
        json.WriteBoolean("groupable", sortable && field.Kind is not (FieldKind.DateTime or FieldKind.Combobox or FieldKind.Double));
        json.WriteBoolean("aggregatable", sortable && field.Kind != FieldKind.Boolean);
        json.WriteBoolean("calculated", false);
        json.WriteBoolean("autoNumber", false);
        json.WriteBoolean("caseSensitive", false);
        json.WriteBoolean("custom", field.Is(FieldTraits.Custom));
        json.WriteBoolean("externalId", field.Is(FieldTraits.ExternalId));
        json.WriteBoolean("unique", field.Is(FieldTraits.Unique));
        json.WriteBoolean("idLookup", field.Kind is FieldKind.Id or FieldKind.Email || field.Is(FieldTraits.ExternalId));
        json.WriteBoolean("nameField", field.Name == "Name" || (field.Name == "Subject" && entity.Name is "Event" or "Task"));
        json.WriteBoolean("namePointing", field.ReferenceTo.Count > 1);
        json.WriteBoolean("polymorphicForeignKey", field.ReferenceTo.Count > 1);
        json.WriteBoolean("deprecatedAndHidden", false);
        json.WriteBoolean("permissionable", field.Is(FieldTraits.Custom));
        json.WriteNull("defaultValue");
        json.WriteString("relationshipName", field.RelationshipName);
        json.WriteStartArray("referenceTo");
        foreach (var target in field.ReferenceTo)
        {
            json.WriteStringValue(target);
        }

        json.WriteEndArray();
        json.WriteBoolean("restrictedPicklist", field.Picklist is not null && field.Restricted);
        json.WriteBoolean("dependentPicklist", false);
        json.WriteStartArray("picklistValues");
        foreach (var value in field.Picklist?.Values ?? [])
        {
            json.WriteStartObject();
            json.WriteBoolean("active", value.Active);
            json.WriteBoolean("defaultValue", value.Default);
            json.WriteString("label", value.Label);
            json.WriteNull("validFor");
            json.WriteString("value", value.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
