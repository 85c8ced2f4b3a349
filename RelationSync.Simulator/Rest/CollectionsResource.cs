using System.Text.Json;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Schema;
using RelationSync.Simulator.Store;
using RelationSync.Simulator.Text;
using RelationSync.Simulator.Writing;

namespace RelationSync.Simulator.Rest;

/// <summary>sObject Collections: up to 200 records a call, each with a result of its own, in the order sent.</summary>
internal static class CollectionsResource
{
    private const int MostRecords = 200;
    private const int MostRetrieved = 2_000;
    private const int MostChunks = 10;

    public static ApiResponse Run(ApiCall call, ApiRequest request, string[] rest) => (request.Method, rest) switch
    {
        ("POST", []) => Write(call, request, ReadDrafts(call, request, null), (context, draft) => RecordSaver.Create(context, draft), tellCreated: false),
        ("PATCH", []) => Write(call, request, ReadDrafts(call, request, null), Targets.Update, tellCreated: false),
        ("PATCH", [var entity, var field]) => Upsert(call, request, Entity(call, entity), field),
        ("DELETE", []) => Delete(call, request),
        ("GET", [var entity]) => Retrieve(call, request, Entity(call, entity), Split(request.Parameter("ids")), Split(request.Parameter("fields"))),
        ("POST", [var entity]) => Retrieve(call, request, Entity(call, entity), List(request, "ids"), List(request, "fields")),
        (_, [] or [_] or [_, _]) => throw ApiException.MethodNotAllowed(request.Method),
        _ => throw ApiException.NotFound(),
    };

    private static ApiResponse Upsert(ApiCall call, ApiRequest request, EntityType entity, string fieldName)
    {
        if (!entity.TryField(fieldName, out var field))
        {
            throw ApiException.NoColumn(fieldName, entity.Name);
        }

        if (!ExternalIds.IsExternalId(field))
        {
            throw new ApiException(400, "INVALID_FIELD", $"{fieldName} is not an external id of {entity.Name}", fieldName);
        }

        var drafts = ReadDrafts(call, request, entity);
        RefuseRepeats(drafts, field);
        return Write(call, request, drafts, (context, draft) => ExternalIds.Upsert(context, draft, field), tellCreated: true);
    }

    /// <summary>One key twice in a call: Salesforce cannot tell which record wins.</summary>
    private static void RefuseRepeats(List<Draft> drafts, FieldType field)
    {
        var repeated = drafts
            .Where(d => d.Sent.GetValueOrDefault(field) is string)
            .GroupBy(d => (string)d.Sent[field]!, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Skip(1).Any());
        foreach (var group in repeated)
        {
            foreach (var draft in group.Skip(1))
            {
                draft.Error ??= new SaveError("DUPLICATE_VALUE", $"Duplicate external id specified: {group.Key}", field.Name);
            }
        }
    }

    private static ApiResponse Write(ApiCall call, ApiRequest request, List<Draft> drafts, Func<WriteContext, Draft, SaveResult> save, bool tellCreated)
    {
        var allOrNone = request.RequireBody().TryGetProperty("allOrNone", out var flag) && flag.ValueKind == JsonValueKind.True;
        call.Log.Records += drafts.Count;
        using var gate = GateScope.Write(call.Org);
        return Answer(call, allOrNone, drafts.Count, tellCreated, (context, i) => call.Faults.Hit(drafts[i].Mentions) is { } fault ? SaveResult.Failed(fault) : save(context, drafts[i]));
    }

    private static ApiResponse Delete(ApiCall call, ApiRequest request)
    {
        var ids = Split(request.Parameter("ids"));
        if (ids.Count is 0 or > MostRecords)
        {
            throw TooMany(ids.Count);
        }

        var allOrNone = string.Equals(request.Parameter("allOrNone"), "true", StringComparison.OrdinalIgnoreCase);
        call.Log.Records += ids.Count;
        using var gate = GateScope.Write(call.Org);
        return Answer(call, allOrNone, ids.Count, tellCreated: false, (context, i) =>
            call.Faults.Hit(text => ids[i].Contains(text, StringComparison.Ordinal)) is { } fault ? SaveResult.Failed(fault) : RecordSaver.Delete(context, ids[i]));
    }

    private static ApiResponse Answer(ApiCall call, bool allOrNone, int count, bool tellCreated, Func<WriteContext, int, SaveResult> save)
    {
        var own = new Transaction();
        var context = call.Write(own);
        var results = new SaveResult[count];
        for (var i = 0; i < count; i++)
        {
            results[i] = save(context, i);
        }

        var failed = Array.Exists(results, r => !r.Success);
        if (failed && allOrNone)
        {
            own.Rollback();
            results = Array.ConvertAll(results, r => r.Success
                ? SaveResult.Failed("ALL_OR_NONE_OPERATION_ROLLED_BACK", "Record rolled back because not all records were valid and the request was using AllOrNone header")
                : r);
        }

        call.Shared?.OnUndo(own.Rollback);
        return ApiResponse.Json(json =>
        {
            json.WriteStartArray();
            foreach (var result in results)
            {
                SaveResultWriter.Write(json, result, tellCreated);
            }

            json.WriteEndArray();
        }) with
        { AnyRecordFailed = failed };
    }

    private static List<Draft> ReadDrafts(ApiCall call, ApiRequest request, EntityType? only)
    {
        if (!request.RequireBody().TryGetProperty("records", out var records) || records.ValueKind != JsonValueKind.Array)
        {
            throw ApiException.BadJson("An array of records is required");
        }

        var count = records.GetArrayLength();
        if (count is 0 or > MostRecords)
        {
            throw TooMany(count);
        }

        var drafts = new List<Draft>(count);
        var chunks = 0;
        EntityType? last = null;
        foreach (var record in records.EnumerateArray())
        {
            var entity = TypeOf(call, record, only);
            chunks += entity == last ? 0 : 1;
            last = entity;
            drafts.Add(DraftReader.Read(entity, record));
        }

        return chunks > MostChunks
            ? throw new ApiException(400, "LIMIT_EXCEEDED", $"Cannot have more than {MostChunks} chunks in a single operation. Rearrange the data to reduce chunking.")
            : drafts;
    }

    private static EntityType TypeOf(ApiCall call, JsonElement record, EntityType? only)
    {
        if (record.ValueKind != JsonValueKind.Object
            || !record.TryGetProperty("attributes", out var attributes)
            || attributes.ValueKind != JsonValueKind.Object
            || !attributes.TryGetProperty("type", out var type)
            || type.ValueKind != JsonValueKind.String)
        {
            throw new ApiException(400, "INVALID_INPUT", "The attributes.type of each record is required");
        }

        var entity = Entity(call, type.GetString()!);
        return only is null || only == entity
            ? entity
            : throw new ApiException(400, "INVALID_INPUT", $"Records of one upsert have one type: {only.Name}");
    }

    private static ApiResponse Retrieve(ApiCall call, ApiRequest request, EntityType entity, List<string> ids, List<string> fieldNames)
    {
        if (ids.Count is 0 or > MostRetrieved)
        {
            throw TooMany(ids.Count);
        }

        if (fieldNames.Count == 0)
        {
            throw new ApiException(400, "MALFORMED_QUERY", "The fields to retrieve are required");
        }

        var fields = fieldNames.ConvertAll(name => entity.TryField(name, out var field) ? field : throw ApiException.NoColumn(name, entity.Name));
        using var gate = GateScope.Read(call.Org);
        return ApiResponse.Json(json =>
        {
            json.WriteStartArray();
            foreach (var given in ids)
            {
                if (!SalesforceId.TryNormalise(given, out var id) || !call.Org.TableOf(entity).TryGet(id, out var row) || row.IsDeleted || !call.Caller.Sees(row))
                {
                    json.WriteNullValue();
                    continue;
                }

                json.WriteStartObject();
                RecordWriter.Attributes(json, entity.Name, row.Id, request.Version);
                foreach (var field in fields)
                {
                    json.WritePropertyName(field.Name);
                    RecordWriter.Value(json, row[field]);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private static EntityType Entity(ApiCall call, string name) => SObjectResource.Entity(call.Org, name);

    private static ApiException TooMany(int count) => count == 0
        ? new ApiException(400, "MISSING_ARGUMENT", "At least one record is required")
        : new ApiException(400, "EXCEEDED_ID_LIMIT", "record limit reached. cannot submit more than 200 records into this call");

    private static List<string> Split(string? text) => [.. (text ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static List<string> List(ApiRequest request, string name) =>
        request.RequireBody().TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(e => e.GetString() ?? string.Empty)]
            : [];
}
