using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Schema;
using RelationSync.Simulator.Store;
using RelationSync.Simulator.Text;
using RelationSync.Simulator.Writing;

namespace RelationSync.Simulator.Rest;

/// <summary>Objects and single rows: describe, read, create, update, delete, by id or by external id.</summary>
internal static class SObjectResource
{
    public static ApiResponse Run(ApiCall call, ApiRequest request, string[] rest) => (request.Method, rest) switch
    {
        ("GET", []) => DescribeResource.Global(call.Org, request),
        ("GET", [var name]) => DescribeResource.Basic(call.Org, Entity(call.Org, name), request),
        ("POST", [var name]) => Create(call, request, Entity(call.Org, name)),
        ("GET", [var name, "describe"]) => DescribeResource.Full(call.Org, Entity(call.Org, name), request),
        (_, [var name, var id]) => ById(call, request, Entity(call.Org, name), id),
        (_, [var name, var field, var value]) => ByExternalId(call, request, Entity(call.Org, name), field, value),
        (_, [] or [_]) => throw ApiException.MethodNotAllowed(request.Method),
        _ => throw ApiException.NotFound(),
    };

    public static EntityType Entity(Org org, string name) =>
        org.Schema.TryEntity(name, out var entity) ? entity : throw ApiException.NotFound();

    private static ApiResponse Create(ApiCall call, ApiRequest request, EntityType entity)
    {
        var draft = DraftReader.Read(entity, request.RequireBody());
        call.Log.Records++;
        using var gate = GateScope.Write(call.Org);
        return Created(RecordSaver.Create(call.Write(), draft), entity, request, tellCreated: false);
    }

    private static ApiResponse ById(ApiCall call, ApiRequest request, EntityType entity, string givenId)
    {
        using var gate = request.Method == "GET" ? GateScope.Read(call.Org) : GateScope.Write(call.Org);
        if (!SalesforceId.TryNormalise(givenId, out var id) || !id.StartsWith(entity.KeyPrefix, StringComparison.Ordinal))
        {
            return request.Method == "GET"
                ? throw new ApiException(404, "NOT_FOUND", "Provided external ID field does not exist or is not accessible: " + givenId)
                : throw new ApiException(400, "MALFORMED_ID", $"{entity.Name} ID: id value of incorrect type: {givenId}", "Id");
        }

        if (!call.Org.TableOf(entity).TryGet(id, out var row) || (request.Method == "GET" && !call.Caller.Sees(row)))
        {
            throw ApiException.NotFound();
        }

        if (row.IsDeleted)
        {
            throw new ApiException(404, "ENTITY_IS_DELETED", "entity is deleted");
        }

        switch (request.Method)
        {
            case "GET":
                return Read(row, request);
            case "PATCH":
                call.Log.Records++;
                return Updated(RecordSaver.Update(call.Write(), DraftReader.Read(entity, request.RequireBody()), row));
            case "DELETE":
                call.Log.Records++;
                return Updated(RecordSaver.Delete(call.Write(), id, entity));
            default:
                throw ApiException.MethodNotAllowed(request.Method);
        }
    }

    private static ApiResponse ByExternalId(ApiCall call, ApiRequest request, EntityType entity, string fieldName, string value)
    {
        if (!entity.TryField(fieldName, out var field) || !ExternalIds.IsExternalId(field))
        {
            throw new ApiException(404, "NOT_FOUND", $"Provided external ID field does not exist or is not accessible: {fieldName}");
        }

        using var gate = request.Method == "GET" ? GateScope.Read(call.Org) : GateScope.Write(call.Org);
        var there = ExternalIds.Find(call.Caller, entity, field, value);
        if (there.Count > 1)
        {
            return Several(there, request);
        }

        if (request.Method == "PATCH")
        {
            return Upsert(call, request, entity, field, value, there.FirstOrDefault());
        }

        if (there.Count == 0)
        {
            throw ApiException.NotFound();
        }

        return request.Method switch
        {
            "GET" => Read(there[0], request),
            "DELETE" => Updated(RecordSaver.Delete(call.Write(), there[0].Id, entity)),
            _ => throw ApiException.MethodNotAllowed(request.Method),
        };
    }

    private static ApiResponse Upsert(ApiCall call, ApiRequest request, EntityType entity, FieldType field, string value, Record? row)
    {
        var draft = DraftReader.Read(entity, request.RequireBody());
        if (draft.Has(field.Name) || draft.Id is not null)
        {
            throw new ApiException(400, "INVALID_FIELD", $"The {field.Name} field should not be specified in the sobject data.", field.Name);
        }

        call.Log.Records++;
        if (row is null)
        {
            if (field.Kind != FieldKind.Id)
            {
                draft.Sent[field] = value;
            }

            return Created(RecordSaver.Create(call.Write(), draft), entity, request, tellCreated: true);
        }

        var result = RecordSaver.Update(call.Write(), draft, row);
        return result.Error is { } error
            ? ApiResponse.Error(400, error)
            : ApiResponse.Json(json => SaveResultWriter.Write(json, result, tellCreated: true));
    }

    private static ApiResponse Several(List<Record> rows, ApiRequest request) => ApiResponse.Json(
        json =>
        {
            json.WriteStartArray();
            foreach (var row in rows)
            {
                json.WriteStringValue($"/services/data/{request.Version}/sobjects/{row.Type.Name}/{row.Id}");
            }

            json.WriteEndArray();
        },
        status: 300);

    private static ApiResponse Read(Record row, ApiRequest request)
    {
        var names = request.Parameter("fields")?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names is null)
        {
            return ApiResponse.Json(json => RecordWriter.Row(json, row, request.Version));
        }

        var fields = Array.ConvertAll(names, n => row.Type.TryField(n, out var field) ? field : throw ApiException.NoColumn(n, row.Type.Name));
        return ApiResponse.Json(json =>
        {
            json.WriteStartObject();
            RecordWriter.Attributes(json, row.Type.Name, row.Id, request.Version);
            foreach (var field in fields)
            {
                json.WritePropertyName(field.Name);
                RecordWriter.Value(json, row[field]);
            }

            json.WriteEndObject();
        });
    }

    private static ApiResponse Created(SaveResult result, EntityType entity, ApiRequest request, bool tellCreated) =>
        result.Error is { } error
            ? ApiResponse.Error(400, error)
            : ApiResponse.Json(json => SaveResultWriter.Write(json, result, tellCreated), status: 201) with
            {
                Location = $"/services/data/{request.Version}/sobjects/{entity.Name}/{result.Id}",
            };

    private static ApiResponse Updated(SaveResult result) =>
        result.Error is { } error ? ApiResponse.Error(400, error) : ApiResponse.Empty(204);
}
