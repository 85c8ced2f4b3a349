namespace RelationSync.Domain.Sync;

/// <summary>Whom an Event was sent for: tells Events apart that say the same (R-D1).</summary>
/// <param name="OwnerId">18-character id.</param>
/// <param name="WhoId">The lead or the primary contact; null: none.</param>
public sealed record SentRelations(string OwnerId, string? WhoId);
