namespace RelationSync.Simulator.Relation;

/// <summary>What a client of a new tenant needs.</summary>
public sealed record TenantCredentials(string Token, IReadOnlyList<CreatedBox> Boxes);
