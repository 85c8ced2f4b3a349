using System.Text.Json;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Soql;

namespace RelationSync.Simulator.Rest;

/// <summary>SOSL and its parameterized form.</summary>
internal static class SearchResource
{
    private const int MostText = 10_000;
    private const int MostRows = 250;

    public static ApiResponse Search(ApiCall call, ApiRequest request)
    {
        var sosl = SoslQuery.Parse(request.Parameter("q") ?? throw new ApiException(400, "MALFORMED_SEARCH", "A search string has to be specified"));
        return Answer(call, request, sosl);
    }

    public static ApiResponse Parameterized(ApiCall call, ApiRequest request)
    {
        if (request.Method == "GET")
        {
            return Answer(call, request, new SoslQuery(
                request.Parameter("q") ?? string.Empty,
                request.Parameter("in"),
                [.. (request.Parameter("sobject") ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => new SoslTarget(name, ["Id"], null, null))]));
        }

        if (request.Method != "POST")
        {
            throw ApiException.MethodNotAllowed(request.Method);
        }

        var body = request.RequireBody();
        var fields = Strings(body, "fields");
        var targets = body.TryGetProperty("sobjects", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(o => new SoslTarget(
                Text(o, "name") ?? throw ApiException.BadJson("Each sobject needs a name"),
                Strings(o, "fields") is { Count: > 0 } own ? own : fields,
                Text(o, "where"),
                o.TryGetProperty("limit", out var limit) && limit.TryGetInt32(out var n) ? n : null)).ToList()
            : [];
        return Answer(call, request, new SoslQuery(Text(body, "q") ?? string.Empty, Text(body, "in"), targets));
    }

    private static ApiResponse Answer(ApiCall call, ApiRequest request, SoslQuery query)
    {
        if (query.Text.Trim().Length < 2)
        {
            throw new ApiException(400, "MALFORMED_SEARCH", "search term must be longer than one character");
        }

        using var gate = GateScope.Read(call.Org);
        var matcher = new SearchMatcher(query.Text.Length > MostText ? string.Empty : query.Text, query.In);
        var runner = new QueryRunner(call.Caller);
        return ApiResponse.Json(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("searchRecords");
            foreach (var target in query.Targets)
            {
                var paths = new PathBinder(call.Org, SObjectResource.Entity(call.Org, target.Entity), null);
                var shape = SelectNode.Build(call.Org, paths, target.Fields.Count == 0 ? ["Id"] : target.Fields);
                var found = runner.Where(target.Entity, target.Where, null).Where(matcher.Matches);
                foreach (var row in found.Take(Math.Min(target.Limit ?? MostRows, target.Where is null ? MostRows : 2_000)))
                {
                    shape.Write(json, row, request.Version);
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static List<string> Strings(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(e => e.ToString())] : [];
}
