using System.Text.Json;
using System.Text.Json.Serialization;

namespace RelationSync.Simulator.Faults;

/// <summary>Which requests a fault is for; what is left out matches all.</summary>
internal sealed record FaultMatch
{
    public string? Method { get; init; }

    /// <summary>A part of path and query.</summary>
    public string? Path { get; init; }

    public string? BodyContains { get; init; }

    public string? RecordContains { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; init; }
}
