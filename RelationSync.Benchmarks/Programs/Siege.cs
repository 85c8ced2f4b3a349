using RelationSync.Benchmarks.Sieging;

namespace RelationSync.Benchmarks.Programs;

/// <summary>Strangers' floods at once, under a heap of 512 MiB, with an honest sender beside.</summary>
internal sealed class Siege : IBenchmark
{
    public string Name => "siege";

    public string Shows => "strangers' floods on a node of 512 MiB with an honest sender beside (45 seconds / 10 minutes)";

    public Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken) =>
        new SiegeRun(full ? SiegePlan.Long : SiegePlan.Short).RunAsync(cancellationToken);
}
