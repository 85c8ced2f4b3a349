using System.Text.Json;
using System.Text.Json.Serialization;

namespace RelationSync.Simulator.Relation.Faults;

/// <summary>What the control plane sends to arm a fault of Re:lation's API.</summary>
internal sealed record RelationFaultRequest
{
    public RelationFaultMatch? Match { get; init; }

    public string? Kind { get; init; }

    /// <summary>How many requests it hits; until it is taken away if absent.</summary>
    public int? Times { get; init; }

    /// <summary>Of <c>status</c>; 500 if absent.</summary>
    public int? Status { get; init; }

    public int? DelayMs { get; init; }

    /// <summary>Of <c>forbidden</c>: with the limit's headers, as if the minute were used up.</summary>
    public bool? Headers { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
