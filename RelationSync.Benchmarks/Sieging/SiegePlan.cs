namespace RelationSync.Benchmarks.Sieging;

/// <summary>How long and how hard the portal is besieged.</summary>
/// <param name="Lasts">All floods at once.</param>
/// <param name="Slow">Connections that send a body at just over the server's least rate.</param>
/// <param name="Large">Senders of unsigned bodies of 5 MiB.</param>
/// <param name="Headers">Senders of headers without end.</param>
/// <param name="Guessers">Callers that sign in with wrong passwords, each time from another network.</param>
/// <param name="Circuits">Pages held open.</param>
/// <param name="Rows">Entries of the log that is exported over and over.</param>
internal sealed record SiegePlan(TimeSpan Lasts, int Slow, int Large, int Headers, int Guessers, int Circuits, int Rows)
{
    /// <summary>Memory of the node, the least that one is made for.</summary>
    public const long MiB = 512;

    /// <summary>What the runtime takes of a container of that size for its heap: three quarters.</summary>
    public const long HeapMiB = MiB * 3 / 4;

    public static SiegePlan Short { get; } = new(TimeSpan.FromSeconds(45), 5000, 16, 16, 32, 200, 50_000);

    public static SiegePlan Long { get; } = Short with { Lasts = TimeSpan.FromMinutes(10), Rows = 500_000 };
}
