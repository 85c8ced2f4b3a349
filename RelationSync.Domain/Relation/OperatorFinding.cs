namespace RelationSync.Domain.Relation;

/// <summary>Whose something is, and how that is known.</summary>
/// <param name="Evidence">The word of the intake's contract.</param>
public sealed record OperatorFinding(string Email, string? Name, OperatorStep Step, string Evidence);

/// <summary>The words of the intake's contract for how something is known (R-P4).</summary>
public static class EvidenceWords
{
    public const string Proven = "proven";
    public const string Declared = "declared";
    public const string Inferred = "inferred";
    public const string Default = "default";
}
