using System.Globalization;
using System.Text.Json;
using RelationSync.Simulator.Rest;
using RelationSync.Simulator.Schema;

namespace RelationSync.Simulator.Writing;

/// <summary>Reads a JSON value into the type of its field. A value of the wrong type spoils the whole call.</summary>
internal static class ValueReader
{
    private static readonly object True = true;
    private static readonly object False = false;

    /// <summary>What is cut off a text's ends: space and the control characters. The wide space stays.</summary>
    private static readonly char[] Trimmed = [.. Enumerable.Range(0, ' ' + 1).Select(c => (char)c)];

    public static object? Read(FieldType field, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null)
        {
            return field.Kind == FieldKind.Boolean ? False : null;
        }

        if (json.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            throw ApiException.BadJson($"Cannot deserialize instance of {Describe(field)} from {Token(json)}");
        }

        var text = json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText();
        if (json.ValueKind == JsonValueKind.String)
        {
            text = text.Trim(Trimmed);
        }

        if (text.Length == 0)
        {
            return field.Kind == FieldKind.Boolean ? False : null;
        }

        return field.Kind switch
        {
            FieldKind.Boolean => ReadBoolean(field, text, json),
            FieldKind.Int => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : throw Wrong(field, text, json),
            FieldKind.Double => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? real : throw Wrong(field, text, json),
            FieldKind.Date => SalesforceTime.TryParseDate(text, out var date) ? date : throw Wrong(field, text, json),
            FieldKind.DateTime => SalesforceTime.TryParse(text, out var utc) ? utc : throw Wrong(field, text, json),
            _ => text,
        };
    }

    private static object ReadBoolean(FieldType field, string text, JsonElement json)
    {
        if (string.Equals(text, "true", StringComparison.OrdinalIgnoreCase))
        {
            return True;
        }

        return string.Equals(text, "false", StringComparison.OrdinalIgnoreCase) ? False : throw Wrong(field, text, json);
    }

    private static ApiException Wrong(FieldType field, string text, JsonElement json) =>
        ApiException.BadJson($"Cannot deserialize instance of {Describe(field)} from {Token(json)} value {text} or request may be missing a required field");

    private static string Token(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => "START_OBJECT",
        JsonValueKind.Array => "START_ARRAY",
        JsonValueKind.String => "VALUE_STRING",
        JsonValueKind.Number => "VALUE_NUMBER",
        JsonValueKind.True => "VALUE_TRUE",
        _ => "VALUE_FALSE",
    };

    private static string Describe(FieldType field) => FieldKindNames.Of(field);
}
