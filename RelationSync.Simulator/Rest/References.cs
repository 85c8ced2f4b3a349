using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RelationSync.Simulator.Rest;

/// <summary>References between subrequests: <c>@{q0.records[0].Id}</c>.</summary>
internal static partial class References
{
    public static IEnumerable<string> NamesIn(string text) => Pattern().Matches(text).Select(m => m.Groups["name"].Value);

    public static IEnumerable<string> NamesIn(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => NamesIn(json.GetString()!),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(NamesIn),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(p => NamesIn(p.Value)),
        _ => [],
    };

    public static string Resolve(string text, Dictionary<string, ApiResponse> answers) =>
        text.Contains("@{", StringComparison.Ordinal) ? Pattern().Replace(text, match => Value(match, answers)) : text;

    public static JsonElement Resolve(JsonElement json, Dictionary<string, ApiResponse> answers)
    {
        if (!NamesIn(json).Any())
        {
            return json;
        }

        var node = JsonNode.Parse(json.GetRawText())!;
        Rewrite(node, answers);
        return JsonSerializer.SerializeToElement(node);
    }

    private static void Rewrite(JsonNode node, Dictionary<string, ApiResponse> answers)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (name, value) in map.ToList())
                {
                    map[name] = Replaced(value, answers);
                }

                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    list[i] = Replaced(list[i], answers);
                }

                break;
        }
    }

    private static JsonNode? Replaced(JsonNode? value, Dictionary<string, ApiResponse> answers)
    {
        if (value is JsonValue leaf && leaf.TryGetValue<string>(out var text))
        {
            return Resolve(text, answers);
        }

        if (value is not null)
        {
            Rewrite(value, answers);
        }

        return value?.DeepClone();
    }

    private static string Value(Match match, Dictionary<string, ApiResponse> answers)
    {
        var name = match.Groups["name"].Value;
        if (!answers.TryGetValue(name, out var answer) || !answer.Succeeded || answer.Body.IsEmpty)
        {
            throw Halted(match.Value);
        }

        using var document = JsonDocument.Parse(answer.Body);
        var at = document.RootElement;
        foreach (Match step in Step().Matches(match.Groups["path"].Value))
        {
            var found = step.Groups["index"].Success
                ? at.ValueKind == JsonValueKind.Array && int.TryParse(step.Groups["index"].ValueSpan, out var i) && i < at.GetArrayLength() ? at[i] : (JsonElement?)null
                : at.ValueKind == JsonValueKind.Object && at.TryGetProperty(step.Groups["member"].Value, out var member) ? member : null;
            at = found ?? throw Halted(match.Value);
        }

        return at.ValueKind == JsonValueKind.String ? at.GetString()! : at.GetRawText();
    }

    private static ApiException Halted(string reference) =>
        new(400, "PROCESSING_HALTED", $"Invalid reference specified. No value for {reference[2..^1]} found");

    [GeneratedRegex(@"@\{(?<name>[A-Za-z0-9_]+)(?<path>[^}]*)\}")]
    private static partial Regex Pattern();

    [GeneratedRegex(@"\[(?<index>\d+)\]|\.(?<member>[^.\[\]]+)")]
    private static partial Regex Step();
}
