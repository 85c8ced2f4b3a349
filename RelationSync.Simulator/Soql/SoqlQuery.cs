namespace RelationSync.Simulator.Soql;

/// <summary>A SELECT as parsed; names not yet looked up.</summary>
internal sealed record SoqlQuery(string From)
{
    public IReadOnlyList<string> Fields { get; init; } = [];

    public string? Alias { get; init; }

    /// <summary><c>SELECT COUNT()</c>: only the number of rows is wanted.</summary>
    public bool IsCount { get; init; }

    public Condition? Where { get; init; }

    public IReadOnlyList<OrderItem> OrderBy { get; init; } = [];

    public int? Limit { get; init; }

    public int Offset { get; init; }
}
