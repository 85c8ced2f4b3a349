namespace RelationSync.Simulator.Orgs;

public sealed record LicenceSettings
{
    /// <summary>How many active users the <i>Salesforce Integration</i> licence allows.</summary>
    public int SalesforceIntegration { get; init; } = 5;
}
