namespace RelationSync.Benchmarks.Harness;

/// <summary>What connects to an org of the simulator.</summary>
internal sealed record SimulatedOrg(string Name, string LoginUrl, string RefreshToken, string AccessToken);
