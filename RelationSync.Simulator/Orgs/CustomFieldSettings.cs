using System.Text.Json;
using System.Text.Json.Serialization;

namespace RelationSync.Simulator.Orgs;

/// <summary>A custom field of the org on Event, besides the marker field.</summary>
public sealed record CustomFieldSettings
{
    public string? Name { get; init; }

    /// <summary>As in the Metadata API (<c>Text</c>, <c>Checkbox</c>, <c>Number</c>, <c>DateTime</c> …); <c>Text</c> where left out.</summary>
    public string Type { get; init; } = "Text";

    public bool Unique { get; init; }

    public bool Required { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
