using System.Text.Json;
using RelationSync.Simulator.Rest;

namespace RelationSync.Simulator.Hosting;

/// <summary>How many records a call means to write through Collections, its subrequests included.</summary>
internal static class RecordCounter
{
    public static int Of(ApiRequest? request) => request?.Path switch
    {
        ["composite", "sobjects", ..] when request.Method == "DELETE" => (request.Parameter("ids") ?? string.Empty).Split(',').Length,
        ["composite", "sobjects", ..] => Length(request.Body, "records"),
        ["composite"] => List(request.Body, "compositeRequest") is { } list ? list.EnumerateArray().Sum(Inside) : 0,
        _ => 0,
    };

    private static int Inside(JsonElement subrequest) =>
        subrequest.ValueKind == JsonValueKind.Object
        && subrequest.TryGetProperty("url", out var url)
        && url.ValueKind == JsonValueKind.String
        && url.GetString()!.Contains("/composite/sobjects", StringComparison.Ordinal)
        && subrequest.TryGetProperty("body", out var body)
            ? Length(body, "records")
            : 0;

    private static int Length(JsonElement? json, string name) => List(json, name) is { } list ? list.GetArrayLength() : 0;

    private static JsonElement? List(JsonElement? json, string name) =>
        json is { ValueKind: JsonValueKind.Object } map && map.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list : null;
}
