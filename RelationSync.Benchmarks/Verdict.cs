namespace RelationSync.Benchmarks;

/// <summary>What a program found: whether what it promises holds, the figures in a line, and a table of them.</summary>
/// <param name="Checks">One that doesn't hold: it falls short.</param>
/// <param name="Figures">A line for the end, like <c>100,000 Events in 140 s, 100 % inside five minutes</c>.</param>
/// <param name="Columns">Heads of the table.</param>
/// <param name="Rows">Rows of the table, of as many cells.</param>
internal sealed record Verdict(Checks Checks, string Figures, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public bool Holds => Checks.Hold;

    /// <summary>Like <c>holds 5 faults, 0 lost</c> or <c>falls short (nothing lost) 5 faults, 1 lost</c>.</summary>
    public override string ToString() => string.Concat(Holds ? "holds " : "falls short ", Misses.Length > 0 ? $"({Misses}) " : "", Figures);

    private string Misses => string.Join(", ", Checks.Misses.Where(m => m.Length > 0));
}
