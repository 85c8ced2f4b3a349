namespace RelationSync.Domain.Sync;

/// <summary>An Event as it was sent, of a write that was done or whose outcome isn't known.</summary>
/// <param name="Record">What was sent.</param>
/// <param name="At">When, UTC.</param>
public sealed record SentEvent(EventRecord Record, DateTimeOffset At);
