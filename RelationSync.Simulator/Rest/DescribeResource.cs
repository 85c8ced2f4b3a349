using System.Globalization;
using System.Text.Json;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Schema;

namespace RelationSync.Simulator.Rest;

/// <summary>What objects there are and what fields they have.</summary>
internal static class DescribeResource
{
    public static ApiResponse Global(Org org, ApiRequest request) => ApiResponse.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("encoding", "UTF-8");
        json.WriteNumber("maxBatchSize", 200);
        json.WriteStartArray("sobjects");
        foreach (var entity in org.Schema.Entities)
        {
            json.WriteStartObject();
            Head(json, entity, request);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    public static ApiResponse Basic(Org org, EntityType entity, ApiRequest request)
    {
        using var gate = GateScope.Read(org);
        return ApiResponse.Json(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("objectDescribe");
            Head(json, entity, request);
            json.WriteEndObject();
            json.WriteStartArray("recentItems");
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    public static ApiResponse Full(Org org, EntityType entity, ApiRequest request)
    {
        var changed = org.SchemaChangedAt;
        var since = request.Header("If-Modified-Since");
        if (since is not null && DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, out var seen) && changed <= seen)
        {
            return ApiResponse.Empty(304);
        }

        return ApiResponse.Json(json =>
        {
            json.WriteStartObject();
            Head(json, entity, request);
            json.WriteStartArray("fields");
            foreach (var field in entity.ShownFields)
            {
                FieldDescriber.Write(json, field, entity);
            }

            json.WriteEndArray();
            json.WriteStartArray("childRelationships");
            json.WriteEndArray();
            json.WriteStartArray("recordTypeInfos");
            json.WriteEndArray();
            json.WriteEndObject();
        }) with
        { LastModified = changed.ToString("R", CultureInfo.InvariantCulture) };
    }

    private static void Head(Utf8JsonWriter json, EntityType entity, ApiRequest request)
    {
        var writable = !entity.IsReadOnly;
        json.WriteString("name", entity.Name);
        json.WriteString("label", entity.Label);
        json.WriteString("labelPlural", entity.Label + "s");
        json.WriteString("keyPrefix", entity.KeyPrefix);
        json.WriteBoolean("activateable", false);
        json.WriteBoolean("createable", writable);
        json.WriteBoolean("custom", false);
        json.WriteBoolean("customSetting", false);
        json.WriteBoolean("deletable", writable && entity.IsDeletable);
        json.WriteBoolean("layoutable", true);
        json.WriteBoolean("mergeable", entity.Name is "Account" or "Contact" or "Lead");
        json.WriteBoolean("queryable", true);
        json.WriteBoolean("replicateable", true);
        json.WriteBoolean("retrieveable", true);
        json.WriteBoolean("searchable", entity.Name is "Contact" or "Lead" or "Account" or "User" or "Opportunity" or "Event" or "Task");
        json.WriteBoolean("triggerable", true);
        json.WriteBoolean("undeletable", writable && entity.IsDeletable);
        json.WriteBoolean("updateable", writable);
        json.WriteStartObject("urls");
        var url = $"/services/data/{request.Version}/sobjects/{entity.Name}";
        json.WriteString("sobject", url);
        json.WriteString("describe", url + "/describe");
        json.WriteString("rowTemplate", url + "/{ID}");
        json.WriteEndObject();
    }
}
