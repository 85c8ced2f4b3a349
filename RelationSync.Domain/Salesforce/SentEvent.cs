namespace RelationSync.Domain.Salesforce;

/// <summary>An Event as it was sent, of a write that was done or whose outcome isn't known.</summary>
/// <param name="Record">What was sent.</param>
/// <param name="At">When, UTC.</param>
/// <param name="OrgId">18-character id of the org that it was sent to.</param>
public sealed record SentEvent(EventRecord Record, DateTimeOffset At, string OrgId);
