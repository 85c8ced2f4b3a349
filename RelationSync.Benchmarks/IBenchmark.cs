namespace RelationSync.Benchmarks;

/// <summary>A program that measures or proves one thing, starting all it needs itself.</summary>
internal interface IBenchmark
{
    string Name { get; }

    /// <summary>One line for <c>list</c>.</summary>
    string Shows { get; }

    /// <param name="full">The long form; else it ends within two minutes.</param>
    Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken);
}
