using System.Text.Json;
using System.Text.Json.Serialization;

namespace RelationSync.Simulator.Orgs;

public sealed record LatencySettings
{
    public double PerCallMs { get; init; }

    /// <summary>Added for each record of a Collections write.</summary>
    public double PerRecordMs { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
