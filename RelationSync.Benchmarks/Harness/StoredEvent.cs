namespace RelationSync.Benchmarks.Harness;

/// <summary>An Event that the simulator ever stored.</summary>
internal sealed record StoredEvent(string Id, string Subject, bool IsDeleted, int WriteCount, string OwnerId);
