using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.Sync;

/// <summary>What became of labels to be added to the picklist: the values it has now, or the failure.</summary>
public sealed record TypesOutcome(IReadOnlySet<string>? Types, SalesforceFailure? Failure);
