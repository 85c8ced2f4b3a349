using System.Text.Json;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Writing;

namespace RelationSync.Simulator.Rest;

/// <summary>Up to 25 subrequests in one call, at most five of them queries or Collections.</summary>
internal static class CompositeResource
{
    private const int MostSubrequests = 25;
    private const int MostHeavy = 5;

    public static ApiResponse Run(ApiCall call, ApiRequest request)
    {
        var body = request.RequireBody();
        if (!body.TryGetProperty("compositeRequest", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            throw ApiException.BadJson("compositeRequest: at least one subrequest is required");
        }

        var allOrNone = body.TryGetProperty("allOrNone", out var flag) && flag.ValueKind == JsonValueKind.True;
        var subrequests = Subrequest.ReadAll(list);
        CheckLimits(subrequests);
        if (!allOrNone)
        {
            var results = new CompositeRun(call).Run(subrequests, stopAtFailure: false);
            return ApiResponse.Json(json => Write(json, results));
        }

        using var gate = GateScope.Write(call.Org);
        return RunTogether(call, subrequests, out _);
    }

    /// <summary>All succeed or none: the others answer <c>PROCESSING_HALTED</c>.</summary>
    public static ApiResponse RunTogether(ApiCall call, IReadOnlyList<Subrequest> subrequests, out bool succeeded)
    {
        var transaction = new Transaction();
        var results = new CompositeRun(call with { Shared = transaction }).Run(subrequests, stopAtFailure: true);
        succeeded = results.TrueForAll(r => r.Response.Succeeded && !r.Response.AnyRecordFailed);
        if (!succeeded)
        {
            transaction.Rollback();
            results = results.ConvertAll(r => r.Response.Succeeded && !r.Response.AnyRecordFailed ? r with { Response = Halted() } : r);
        }

        return ApiResponse.Json(json => Write(json, results));
    }

    private static ApiResponse Halted() =>
        ApiResponse.Error(400, "PROCESSING_HALTED", "The transaction was rolled back since another operation in the same transaction failed.");

    private static void CheckLimits(List<Subrequest> subrequests)
    {
        if (subrequests.Count > MostSubrequests)
        {
            throw new ApiException(400, "LIMIT_EXCEEDED", $"Limit exceeded: a composite request can have up to {MostSubrequests} subrequests");
        }

        if (subrequests.Count(s => s.IsHeavy) > MostHeavy)
        {
            throw new ApiException(400, "LIMIT_EXCEEDED", $"Limit exceeded: up to {MostHeavy} subrequests can be query or sObject Collections operations");
        }
    }

    private static void Write(Utf8JsonWriter json, List<SubrequestResult> results)
    {
        json.WriteStartObject();
        json.WriteStartArray("compositeResponse");
        foreach (var (subrequest, response) in results)
        {
            json.WriteStartObject();
            json.WritePropertyName("body");
            if (response.Body.IsEmpty)
            {
                json.WriteNullValue();
            }
            else
            {
                json.WriteRawValue(response.Body.Span, skipInputValidation: true);
            }

            json.WriteStartObject("httpHeaders");
            if (response.Location is not null)
            {
                json.WriteString("Location", response.Location);
            }

            json.WriteEndObject();
            json.WriteNumber("httpStatusCode", response.Status);
            json.WriteString("referenceId", subrequest.ReferenceId);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
