namespace RelationSync.Simulator.Soql;

internal sealed record OrderItem(string Path, bool Descending, bool NullsLast);
