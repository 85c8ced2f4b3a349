namespace RelationSync.Domain.Sync;

/// <summary>An Event found while an unknown outcome is settled.</summary>
/// <param name="Id">18-character id.</param>
/// <param name="Marker">The action's id, in orgs with the marker field.</param>
public sealed record EventHit(
    string Id, Guid? Marker, string? Subject, DateTimeOffset Start, DateTimeOffset End, string? Description, DateTimeOffset CreatedDate);
