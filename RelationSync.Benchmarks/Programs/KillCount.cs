namespace RelationSync.Benchmarks.Programs;

/// <summary>What a run of kills came to.</summary>
/// <param name="Midway">Kills that left something unfinished behind.</param>
/// <param name="Lost">Actions without an Event.</param>
/// <param name="Doubled">Events too many.</param>
internal sealed record KillCount(int Kills, int Midway, int Actions, int Events, int Lost, int Doubled);
