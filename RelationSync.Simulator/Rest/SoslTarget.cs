namespace RelationSync.Simulator.Rest;

internal sealed record SoslTarget(string Entity, IReadOnlyList<string> Fields, string? Where, int? Limit);
