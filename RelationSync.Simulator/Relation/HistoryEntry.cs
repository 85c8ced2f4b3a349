namespace RelationSync.Simulator.Relation;

/// <summary>A line of the operation history (操作履歴), which Re:lation shows on the screen only.</summary>
internal sealed record HistoryEntry(DateTimeOffset At, string? By, string Op);
