using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.Sync;

/// <summary>What became of one record of a write or delete: its id, or its failure.</summary>
public sealed record WriteOutcome(string? EventId, SalesforceFailure? Failure)
{
    public static WriteOutcome Done(string eventId) => new(eventId, null);

    public static WriteOutcome Failed(SalesforceFailure failure) => new(null, failure);
}
