using System.Text.Json;
using System.Text.Json.Serialization;

namespace RelationSync.Simulator.Control;

/// <summary>Two contacts, or two leads, of which one goes.</summary>
internal sealed record MergeRequest
{
    public string? Keep { get; init; }

    public string? Lose { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
