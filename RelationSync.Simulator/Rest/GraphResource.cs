using System.Text.Json;
using RelationSync.Simulator.Orgs;

namespace RelationSync.Simulator.Rest;

/// <summary>Composite Graph: each graph is saved as a whole or not at all.</summary>
internal static class GraphResource
{
    private const int MostGraphs = 75;
    private const int MostNodes = 500;
    private const int MostFailures = 14;

    public static ApiResponse Run(ApiCall call, ApiRequest request)
    {
        if (!request.RequireBody().TryGetProperty("graphs", out var graphs) || graphs.ValueKind != JsonValueKind.Array || graphs.GetArrayLength() is 0 or > MostGraphs)
        {
            throw new ApiException(400, "LIMIT_EXCEEDED", $"A payload has 1 to {MostGraphs} graphs");
        }

        var read = graphs.EnumerateArray().Select(Read).ToList();
        if (read.Sum(g => g.Subrequests.Count) > MostNodes)
        {
            throw new ApiException(400, "LIMIT_EXCEEDED", $"A payload has up to {MostNodes} nodes");
        }

        using var gate = GateScope.Write(call.Org);
        var failures = 0;
        return ApiResponse.Json(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("graphs");
            foreach (var (id, subrequests) in read)
            {
                var succeeded = false;
                var answer = failures >= MostFailures
                    ? ApiResponse.Error(400, "PROCESSING_HALTED", "Too many graphs failed")
                    : CompositeResource.RunTogether(call, subrequests, out succeeded);
                failures += succeeded ? 0 : 1;
                json.WriteStartObject();
                json.WriteString("graphId", id);
                json.WritePropertyName("graphResponse");
                json.WriteRawValue(answer.Body.Span, skipInputValidation: true);
                json.WriteBoolean("isSuccessful", succeeded);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static (string Id, List<Subrequest> Subrequests) Read(JsonElement graph)
    {
        if (graph.ValueKind != JsonValueKind.Object
            || !graph.TryGetProperty("graphId", out var id)
            || !graph.TryGetProperty("compositeRequest", out var list)
            || list.ValueKind != JsonValueKind.Array)
        {
            throw ApiException.BadJson("Each graph needs a graphId and a compositeRequest");
        }

        var subrequests = Subrequest.ReadAll(list);
        return subrequests.Exists(s => s.IsHeavy || !s.IsSupported)
            ? throw new ApiException(400, "INVALID_INPUT", "A graph takes only sObject rows, by id and by external id")
            : (id.GetString() ?? string.Empty, subrequests);
    }
}
