namespace RelationSync.Simulator.Control;

internal sealed record CallReport(int Counted, SortedDictionary<string, int> ByEndpoint, IReadOnlyList<CallEntry> Requests);
