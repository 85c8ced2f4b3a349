namespace RelationSync.Domain.Targets;

/// <summary>A Contact or Lead that Salesforce found for a key.</summary>
/// <param name="Id">18-character id.</param>
/// <param name="Email">As stored, or null.</param>
/// <param name="Phone">As stored, or null.</param>
/// <param name="CreatedDate">UTC; the older one comes first (R-W8).</param>
public sealed record TargetHit(string Id, string? Email, string? Phone, DateTimeOffset CreatedDate)
{
    /// <summary>Account of a Contact, which writing its Event locks. Null if it has none, or the connecting user doesn't see it.</summary>
    public string? AccountId { get; init; }
}
