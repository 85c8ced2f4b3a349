using RelationSync.Domain.Operations;

namespace RelationSync.Domain.Relation;

/// <summary>Whose something is, and how that is known.</summary>
public sealed record OperatorFinding(string Email, string? Name, OperatorStep Step, Evidence Evidence);
