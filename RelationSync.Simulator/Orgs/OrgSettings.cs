namespace RelationSync.Simulator.Orgs;

/// <summary>What the control plane may set of an org; the names on the wire are these in snake case.</summary>
public sealed class OrgSettings
{
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
}
