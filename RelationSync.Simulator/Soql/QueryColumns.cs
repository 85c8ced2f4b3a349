using System.Text.Json;
using RelationSync.Simulator.Rest;
using RelationSync.Simulator.Schema;

namespace RelationSync.Simulator.Soql;

/// <summary>The answer to <c>columns=true</c>. A relationship is one column, and what is asked below it are its join columns.</summary>
internal static class QueryColumns
{
    public static ApiResponse Describe(EntityType entity, bool isCount, SelectNode? shape) => ApiResponse.Json(json =>
    {
        json.WriteStartObject();
        WriteColumns(json, "columnMetadata", shape, entity);
        json.WriteString("entityName", entity.Name);
        json.WriteBoolean("groupBy", false);
        json.WriteBoolean("idSelected", !isCount && shape!.Members.Any(m => m.Nested is null && m.Field.Kind == FieldKind.Id));
        json.WriteString("keyPrefix", entity.KeyPrefix);
        json.WriteEndObject();
    });

    private static void WriteColumns(Utf8JsonWriter json, string property, SelectNode? shape, EntityType? entity)
    {
        json.WriteStartArray(property);
        foreach (var (name, field, nested) in shape?.Members ?? [])
        {
            var writable = nested is null && entity is { IsReadOnly: false };
            json.WriteStartObject();
            json.WriteBoolean("aggregate", false);
            json.WriteString("apexType", nested is null ? ApexType(field) : field.ReferenceTo.Count == 1 ? field.ReferenceTo[0] : "Name");
            json.WriteBoolean("booleanType", nested is null && field.Kind == FieldKind.Boolean);
            json.WriteString("columnName", name);
            json.WriteBoolean("custom", field.Is(FieldTraits.Custom));
            json.WriteString("displayName", name);
            json.WriteString("foreignKeyName", nested is null ? null : field.Name);
            json.WriteBoolean("insertable", writable && field.Createable);
            WriteColumns(json, "joinColumns", nested, entity: null);
            json.WriteBoolean("numberType", nested is null && field.Kind is FieldKind.Int or FieldKind.Double);
            json.WriteBoolean("textType", nested is null && field.IsText);
            json.WriteBoolean("updatable", writable && field.Updateable);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string ApexType(FieldType field) => field.Kind switch
    {
        FieldKind.Id or FieldKind.Reference => "Id",
        FieldKind.Boolean => "Boolean",
        FieldKind.Int => "Integer",
        FieldKind.Double => "Double",
        FieldKind.Date => "Date",
        FieldKind.DateTime => "Datetime",
        _ => "String",
    };
}
