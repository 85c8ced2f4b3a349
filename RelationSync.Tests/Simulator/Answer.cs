using System.Text.Json.Nodes;

namespace RelationSync.Tests.Simulator;

/// <summary>What came back: status, headers, and the body as JSON where it is some.</summary>
public sealed record Answer(int Status, string Text, HttpResponseMessage Response)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>The code of the first error: of a whole call, of a record, or of OAuth.</summary>
    public string? Error => Json switch
    {
        JsonArray { Count: > 0 } list => Text0(list[0]!["errorCode"]) ?? Text0(list[0]!["errors"]?.AsArray().FirstOrDefault()?["statusCode"]),
        JsonObject map => Text0(map["error"]),
        _ => null,
    };

    public string[] ErrorFields => Json[0]!["errors"]![0]!["fields"]!.AsArray().Select(f => f!.GetValue<string>()).ToArray();

    public int TotalSize => Json["totalSize"]!.GetValue<int>();

    public string? Header(string name) =>
        Response.Headers.TryGetValues(name, out var values) || Response.Content.Headers.TryGetValues(name, out values) ? string.Join(",", values) : null;

    private static string? Text0(JsonNode? node) => node?.GetValue<string>();
}
