using System.Text.Json;
using System.Text.Json.Serialization;

namespace RelationSync.Simulator.Relation.Faults;

/// <summary>Which requests a fault of Re:lation's API is for; all if absent.</summary>
internal sealed record RelationFaultMatch
{
    /// <summary>A part of path and query.</summary>
    public string? Path { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
