namespace RelationSync.Benchmarks.Histories;

/// <summary>Seeds for the parts of a history, so that one that draws more or less doesn't change the others.</summary>
internal static class HistorySeed
{
    public static int Fold(long seed, int part) =>
        (int)(HistoryTrace.Mixed(HistoryTrace.Mixed(HistoryTrace.Basis, (ulong)seed), (ulong)part) >> 33);
}
