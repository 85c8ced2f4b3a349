using System.Text.Json;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Schema;

namespace RelationSync.Simulator.Rest;

/// <summary>Picklist values by way of the UI API and the Tooling API.</summary>
internal static class PicklistResource
{
    public static ApiResponse UiApi(ApiCall call, ApiRequest request, string entityName, string fieldName)
    {
        var entity = SObjectResource.Entity(call.Org, entityName);
        if (!entity.TryField(fieldName, out var field) || field.Picklist is null)
        {
            throw ApiException.NotFound();
        }

        return ApiResponse.Json(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("controllerValues");
            json.WriteEndObject();
            json.WriteNull("defaultValue");
            json.WriteString("eTag", "0");
            json.WriteString("url", $"/services/data/{request.Version}/{string.Join('/', request.Path)}");
            json.WriteStartArray("values");
            foreach (var value in field.Picklist.Values.Where(v => v.Active))
            {
                json.WriteStartObject();
                json.WriteNull("attributes");
                json.WriteString("label", value.Label);
                json.WriteStartArray("validFor");
                json.WriteEndArray();
                json.WriteString("value", value.Value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>Answers the one question asked here: <c>SELECT Metadata FROM StandardValueSet WHERE MasterLabel = 'EventType'</c>.</summary>
    public static ApiResponse ToolingQuery(ApiCall call, ApiRequest request)
    {
        var soql = request.Parameter("q") ?? throw new ApiException(400, "MALFORMED_QUERY", "A query string has to be specified");
        call.Log.Soql.Add(soql);
        var query = Soql.Parser.Parse(soql, call.Org.Clock.GetUtcNow().UtcDateTime);
        if (!query.From.Equals("StandardValueSet", StringComparison.OrdinalIgnoreCase))
        {
            throw new ApiException(400, "INVALID_TYPE", $"sObject type '{query.From}' is not supported.");
        }

        var name = query.Where is Soql.Condition.Compare { Operator: "=", Value.Text: var text } ? Org.ValueSetNames.FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) : null;
        var asked = name is not null;
        return ApiResponse.Json(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("size", asked ? 1 : 0);
            json.WriteNumber("totalSize", asked ? 1 : 0);
            json.WriteBoolean("done", true);
            json.WriteString("entityTypeName", "StandardValueSet");
            json.WriteStartArray("records");
            if (asked)
            {
                WriteValueSet(json, name!, call.Org.ValueSet(name!)!, request.Version);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void WriteValueSet(Utf8JsonWriter json, string name, PicklistValueSet set, string version)
    {
        json.WriteStartObject();
        json.WriteStartObject("attributes");
        json.WriteString("type", "StandardValueSet");
        json.WriteString("url", $"/services/data/{version}/tooling/sobjects/StandardValueSet/{name}");
        json.WriteEndObject();
        json.WriteStartObject("Metadata");
        json.WriteNull("groupingStringEnum");
        json.WriteBoolean("sorted", set.Sorted);
        json.WriteStartArray("standardValue");
        foreach (var value in set.Values.Where(v => v.Active))
        {
            json.WriteStartObject();
            json.WriteBoolean("default", value.Default);
            json.WriteString("label", value.Label);
            json.WriteString("valueName", value.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
