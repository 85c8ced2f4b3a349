using System.Text.Json;
using RelationSync.Simulator.Store;
using RelationSync.Simulator.Writing;

namespace RelationSync.Simulator.Text;

/// <summary>Rows and their values as JSON.</summary>
internal static class RecordWriter
{
    public static void Attributes(Utf8JsonWriter json, string type, string id, string version)
    {
        json.WriteStartObject("attributes");
        json.WriteString("type", type);
        json.WriteString("url", $"/services/data/{version}/sobjects/{type}/{id}");
        json.WriteEndObject();
    }

    public static void Row(Utf8JsonWriter json, Record row, string version)
    {
        json.WriteStartObject();
        Attributes(json, row.Type.Name, row.Id, version);
        Fields(json, row, row.Type.ShownFields);
        json.WriteEndObject();
    }

    public static void Fields(Utf8JsonWriter json, Record row) => Fields(json, row, row.Type.Fields);

    private static void Fields(Utf8JsonWriter json, Record row, IEnumerable<Schema.FieldType> fields)
    {
        foreach (var field in fields)
        {
            if (field.Kind != Schema.FieldKind.JunctionIds)
            {
                json.WritePropertyName(field.Name);
                Value(json, row[field]);
            }
        }
    }

    public static void Value(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case long whole:
                json.WriteNumberValue(whole);
                break;
            case double real:
                json.WriteNumberValue(real);
                break;
            case DateTime time:
                json.WriteStringValue(SalesforceTime.Format(time));
                break;
            case DateOnly date:
                json.WriteStringValue(SalesforceTime.Format(date));
                break;
            default:
                throw new InvalidOperationException($"No JSON for {value.GetType().Name}");
        }
    }
}
