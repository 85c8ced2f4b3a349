namespace RelationSync.Benchmarks.Programs;

/// <summary>What became of a cell.</summary>
/// <param name="Events">Events that stand.</param>
/// <param name="Lost">Actions with neither their Event nor an entry that says why.</param>
/// <param name="Doubled">Events made beyond one an action, deleted ones counted.</param>
/// <param name="Log">The log's categories and codes, with their number.</param>
/// <param name="Complaint">What is not as expected; null: all is.</param>
internal sealed record FaultResult(FaultCell Cell, int Hits, int Events, int Lost, int Doubled, string Log, double Seconds, string? Complaint);
