using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Soql;

internal sealed record QueryResult(int TotalSize, IReadOnlyList<Record> Rows, SelectNode? Shape);
