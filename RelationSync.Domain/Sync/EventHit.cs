namespace RelationSync.Domain.Sync;

/// <summary>An Event found while an unknown outcome is settled.</summary>
/// <param name="Id">18-character id.</param>
/// <param name="Marker">The action's id, in orgs with the marker field.</param>
/// <param name="OwnerId">18-character id.</param>
/// <param name="WhoId">18-character id of the lead or the primary contact; null: none.</param>
public sealed record EventHit(
    string Id, Guid? Marker, string? OwnerId, string? WhoId, string? Subject, DateTimeOffset Start, DateTimeOffset End, string? Description, DateTimeOffset CreatedDate)
{
    /// <summary>The user who made it; null: not asked for.</summary>
    public string? CreatedById { get; init; }

    /// <summary>The connecting user may not read its description (R-E3).</summary>
    public bool DescriptionHidden { get; init; }

    /// <summary>The connecting user may not read whom it is for.</summary>
    public bool WhoHidden { get; init; }
}
