using System.Text.Json;
using System.Text.Json.Serialization;

namespace RelationSync.Simulator.Orgs;

/// <summary>A validation rule on Event: refuses a record for which its condition holds.</summary>
public sealed record ValidationRuleSettings
{
    /// <summary>Where the message appears: a field, or the top of the page where left out.</summary>
    public string? Field { get; init; }

    public ValidationConditionSettings? When { get; init; }

    public string? Message { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
