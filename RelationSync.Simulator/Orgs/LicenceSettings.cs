using System.Text.Json;
using System.Text.Json.Serialization;

namespace RelationSync.Simulator.Orgs;

public sealed record LicenceSettings
{
    /// <summary>How many active users the <i>Salesforce Integration</i> licence allows.</summary>
    public int SalesforceIntegration { get; init; } = 5;

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
