namespace RelationSync.Domain.Salesforce;

/// <summary>What an Event that stands is to be changed to: its owner, its times, or both (R-P6).</summary>
/// <param name="EventId">18-character id.</param>
/// <param name="OwnerId">18-character id; null: stays.</param>
/// <param name="Start">With <paramref name="End"/>; null: both stay.</param>
/// <param name="End">UTC, in whole seconds.</param>
public sealed record EventChange(string EventId, string? OwnerId, DateTimeOffset? Start, DateTimeOffset? End)
{
    public bool IsNothing => OwnerId is null && Start is null;
}
