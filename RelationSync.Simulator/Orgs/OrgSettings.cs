using System.Text.Json;
using System.Text.Json.Serialization;
using RelationSync.Simulator.Access;

namespace RelationSync.Simulator.Orgs;

/// <summary>What the control plane may set of an org; the names on the wire are these in snake case.</summary>
public sealed class OrgSettings
{
    /// <summary>A century.</summary>
    internal const double MostSeconds = 3_155_760_000;

    private const double MostMilliseconds = 600_000;
    private const string BadName = "name must have 1 to 64 letters, digits, hyphens or dots, the first a letter or digit";

    public required string Name { get; init; }

    public bool SharedActivities { get; init; } = true;

    public bool Multiday { get; init; }

    public bool TypeRestricted { get; init; }

    public IReadOnlyList<string>? Types { get; init; }

    public bool MarkerField { get; init; }

    public bool Rotation { get; init; }

    /// <summary><c>oldest</c> or <c>least_recently_used</c>: which of five approvals a sixth one ends.</summary>
    public string ApprovalPolicy { get; init; } = "oldest";

    public int DailyLimit { get; init; } = 100_000;

    public LicenceSettings Licences { get; init; } = new();

    public bool MetadataPermission { get; init; } = true;

    public double AccessTokenSeconds { get; init; } = 7200;

    public LatencySettings Latency { get; init; } = new();

    /// <summary><c>public</c>, <c>private</c> or <c>controlled_by_parent</c>: whether others edit and delete an Event. One without Who and What is private always.</summary>
    public string ActivitySharing { get; init; } = "public";

    public IReadOnlyList<string> AdminPermissions { get; init; } = Permissions.All;

    /// <summary>Fields of Event that the connecting user neither sees nor writes.</summary>
    public IReadOnlyList<string> HiddenFields { get; init; } = [];

    public IReadOnlyList<CustomFieldSettings> CustomFields { get; init; } = [];

    public IReadOnlyList<ValidationRuleSettings> ValidationRules { get; init; } = [];

    public bool Sandbox { get; init; }

    /// <summary>An Event's end is its start and whole minutes; false keeps it as sent.</summary>
    public bool WholeMinutes { get; init; } = true;

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>The apps that the org knows; null for <c>"any"</c>.</summary>
    [JsonConverter(typeof(AppListConverter))]
    public IReadOnlyList<AppSettings>? Apps { get; init; }

    public MovedTo? MovedTo { get; init; }

    /// <summary>What of it no org can have, or null. A misread setting would prove nothing.</summary>
    public string? Fault() => this switch
    {
        { Name: null or { Length: 0 or > 64 } } => BadName,
        _ when !char.IsAsciiLetterOrDigit(Name[0]) || !Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') => BadName,
        _ when Name.Equals("relation", StringComparison.OrdinalIgnoreCase) => "name must not be relation: Re:lation's API is there",
        { ApprovalPolicy: not ("oldest" or "least_recently_used") } => "approval_policy must be oldest or least_recently_used",
        { DailyLimit: < 0 } => "daily_limit must be 0 or more",
        { AccessTokenSeconds: not (>= 0 and <= MostSeconds) } => "access_token_seconds must be 0 or more, and within a century",
        { Licences: null or { SalesforceIntegration: < 0 } } => "licences.salesforce_integration must be 0 or more",
        { Latency: null or { PerCallMs: not (>= 0 and <= MostMilliseconds) } or { PerRecordMs: not (>= 0 and <= MostMilliseconds) } } => "latency must be 0 to 600000 ms",
        _ when Types?.Any(string.IsNullOrEmpty) ?? false => "types must be texts",
        _ => OrgSettingsCheck.Fault(this) ?? FaultOf(Apps) ?? MovedTo?.Fault(),
    };

    internal static string? FaultOf(IReadOnlyList<AppSettings>? apps) =>
        apps is null ? null
        : apps.Contains(null!) ? "each of apps must be an object"
        : apps.Select(a => a.Fault()).FirstOrDefault(f => f is not null)
            ?? (apps.DistinctBy(a => a.ClientId).Count() < apps.Count ? "a client_id is twice in apps" : null);
}
