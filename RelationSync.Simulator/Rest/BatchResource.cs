using System.Text.Json;

namespace RelationSync.Simulator.Rest;

/// <summary>Up to 25 independent subrequests, each of which counts as a call of its own.</summary>
internal static class BatchResource
{
    private const int MostSubrequests = 25;

    /// <summary>How many calls a body is worth; asked before it is run.</summary>
    public static int CallsOf(JsonElement? body) => Requests(body) is { } list ? Math.Max(1, list.GetArrayLength()) : 1;

    public static ApiResponse Run(ApiCall call, ApiRequest request)
    {
        var list = Requests(request.RequireBody()) ?? throw ApiException.BadJson("batchRequests is required");
        if (list.GetArrayLength() is 0 or > MostSubrequests)
        {
            throw new ApiException(400, "LIMIT_EXCEEDED", $"A batch has 1 to {MostSubrequests} subrequests");
        }

        var answers = list.EnumerateArray().Select(item => RunOne(call, item)).ToList();
        return ApiResponse.Json(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("hasErrors", answers.Exists(a => !a.Succeeded));
            json.WriteStartArray("results");
            foreach (var answer in answers)
            {
                json.WriteStartObject();
                json.WriteNumber("statusCode", answer.Status);
                json.WritePropertyName("result");
                if (answer.Body.IsEmpty)
                {
                    json.WriteNullValue();
                }
                else
                {
                    json.WriteRawValue(answer.Body.Span, skipInputValidation: true);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static JsonElement? Requests(JsonElement? body) =>
        body is { ValueKind: JsonValueKind.Object } map && map.TryGetProperty("batchRequests", out var list) && list.ValueKind == JsonValueKind.Array ? list : null;

    private static ApiResponse RunOne(ApiCall call, JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("method", out var method) || !item.TryGetProperty("url", out var url))
        {
            throw ApiException.BadJson("Each subrequest needs a method and a url");
        }

        // A url here starts at the version: v67.0/sobjects/Contact/003…
        var full = "/services/data/" + url.GetString()!.TrimStart('/').Replace("services/data/", string.Empty, StringComparison.Ordinal);
        JsonElement? body = item.TryGetProperty("richInput", out var input) ? input : null;
        return ApiRequest.Read(method.GetString()!.ToUpperInvariant(), full, body) is { Path: not ["composite", ..] } request
            ? RestRouter.Run(call, request)
            : ApiResponse.Error(ApiException.NotFound());
    }
}
