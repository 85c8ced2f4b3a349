using System.Text.Json;
using System.Text.Json.Serialization;

namespace RelationSync.Simulator.Orgs;

/// <summary>Holds where a field has a value, or contains a text.</summary>
public sealed record ValidationConditionSettings
{
    public string? Field { get; init; }

    [JsonPropertyName("equals")]
    public JsonElement? Value { get; init; }

    public string? Contains { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
