namespace RelationSync.Simulator.Orgs;

public sealed record LatencySettings
{
    public double PerCallMs { get; init; }

    /// <summary>Added for each record of a Collections write.</summary>
    public double PerRecordMs { get; init; }
}
