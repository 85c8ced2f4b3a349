using System.Text.Json;
using System.Text.Json.Serialization;

namespace RelationSync.Simulator.Relation;

/// <summary>A message box as the control plane names one. Its id is its place in the list, from 1.</summary>
public sealed record TenantBox
{
    public string Name { get; init; } = string.Empty;

    /// <summary>Mention names of those who work in it; null for everybody.</summary>
    public IReadOnlyList<string>? Users { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
