using System.Text.Json;
using System.Text.Json.Serialization;

namespace RelationSync.Simulator.Control;

/// <summary>A lead, and the contact that it becomes; without one, a contact is made.</summary>
internal sealed record ConvertRequest
{
    public string? Lead { get; init; }

    public string? Contact { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
