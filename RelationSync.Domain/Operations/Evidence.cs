namespace RelationSync.Domain.Operations;

/// <summary>How something is known, the best first (R-P4).</summary>
public enum Evidence
{
    /// <summary>Re:lation or a signed caller said so.</summary>
    Proven = 0,

    /// <summary>A rule of an administrator says so: a signature, a sending address.</summary>
    Declared = 1,

    /// <summary>It is likely: the author of an approval request, the ticket's assignee.</summary>
    Inferred = 2,

    /// <summary>Nothing is known: the inbox's default.</summary>
    Default = 3,
}

/// <summary>How an operation's operator and times are known.</summary>
public readonly record struct OperationEvidence(Evidence Operator, Evidence Times)
{
    /// <summary>What counts where nothing is said.</summary>
    public static readonly OperationEvidence Proven = new(Evidence.Proven, Evidence.Proven);
}

/// <summary>The words for it in operations.</summary>
public static class EvidenceWords
{
    private static readonly string[] Words = ["proven", "declared", "inferred", "default"];

    /// <summary>All, the best first.</summary>
    public static IReadOnlyList<string> All => Words;

    public static string Of(Evidence evidence) => Words[(int)evidence];

    /// <summary>What the word means, or null: words are compared exactly.</summary>
    public static Evidence? Find(string word) => Array.IndexOf(Words, word) is var index and >= 0 ? (Evidence)index : null;
}
