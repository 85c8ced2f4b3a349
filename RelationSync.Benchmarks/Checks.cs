namespace RelationSync.Benchmarks;

/// <summary>What a program checks, by name, so that its last line says in what it falls short.</summary>
internal sealed class Checks(params IReadOnlyList<(string Name, bool Holds)> all)
{
    public bool Hold => Misses.Count == 0;

    /// <summary>Names of the checks that don't hold; an unnamed one is empty.</summary>
    public IReadOnlyList<string> Misses { get; } = [.. all.Where(c => !c.Holds).Select(c => c.Name)];

    /// <summary>One check that the figures explain by themselves.</summary>
    public static implicit operator Checks(bool holds) => new(("", holds));
}
