namespace RelationSync.Simulator.Relation;

/// <summary>How the minute stands.</summary>
/// <param name="Reset">Unix seconds.</param>
internal sealed record RateCount(int Own, int Others, int Remaining, long Reset);
